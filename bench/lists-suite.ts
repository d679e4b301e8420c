/**
 * What a list of ids or of hashes costs a job, in time and in memory.
 *
 * `npm run bench:lists -- [--entries N] [--rows N] [--runs N] [--out DIR] [--json FILE]`. The list has the form of OpenAI's:
 * line number, id and hash, N of them, none in the dataset file. The result is kept in bench/results/lists.
 */
import { once } from 'node:events';
import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { bytes, count } from '../src/core/format.js';
import { Random, STREAM } from '../src/synth/random.js';
import { positiveInteger } from './arguments.js';
import { benchData } from './data.js';
import { measureVariants, type JobVariant } from './job-variants.js';
import { DATA_DIR, OUT_DEFAULT } from './paths.js';
import { measureSuite } from './suite.js';
import { variantsReport } from './variants-report.js';

const argv = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    // About as many as OpenAI's list has.
    entries: { type: 'string', default: '15000000' },
    rows: { type: 'string', default: '970000' },
    runs: { type: 'string', default: '3' },
    out: { type: 'string', default: OUT_DEFAULT },
    json: { type: 'string' },
  },
});
const entries = positiveInteger('entries', values.entries);
const rows = positiveInteger('rows', values.rows);
const runs = positiveInteger('runs', values.runs);

/** Above any id of a synthetic photo (`src/synth/photo.ts`: 2 ** 27 * 90 + 28,605), so that none of the list is in the dataset file. */
const FIRST_ID = 20_000_000_000;
const HASH_BYTES = 16;

/** Writes the list, unless it is there. */
async function writeList(file: string): Promise<void> {
  if (existsSync(file)) return;
  const stream = createWriteStream(`${file}.tmp`, 'latin1');
  const random = new Random().reseed(1, 0, STREAM.damage);
  for (let k = 0; k < entries; k++) {
    if (!stream.write(`${k}\t${FIRST_ID + k}\t${random.hex(HASH_BYTES)}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
  renameSync(`${file}.tmp`, file);
}

await measureSuite({ name: 'lists', argv, json: values.json, report: variantsReport }, async () => {
  const data = await benchData(DATA_DIR, rows, 1);
  const list = join(DATA_DIR, `list-${entries}-${FIRST_ID}.tsv`);
  await writeList(list);
  const variantOf = (name: string, ...options: readonly string[]): JobVariant => ({
    name,
    args: ['run', '--in', data.dirs.bz2, '--format', 'jsonl', '--threads', '2', ...options],
  });
  const variants = [
    // It takes nothing either, and so writes as little.
    variantOf('no list, `--user` of nobody', '--user', 'nobody'),
    variantOf('`--ids LIST`', '--ids', list),
    variantOf('`--hashes LIST`', '--hashes', list),
  ];
  return {
    runs,
    rows,
    input: `${count(rows)} rows from bz2 files on two threads; a list of ${count(entries)} lines, ${bytes(statSync(list).size)} of text, that takes none of them.`,
    variants: await measureVariants(variants, runs, join(resolve(values.out), 'bench-run')),
  };
});
