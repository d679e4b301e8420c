/**
 * What side files in another order cost: the job with aligned ones, with shuffled ones, and with those that an earlier job
 * has put in order.
 *
 * `npm run bench:order -- [--rows N] [--runs N] [--out DIR] [--json FILE]`. Autotags and places are shuffled; all files are
 * plain text. The result is kept in bench/results/order.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { bytes, count } from '../src/core/format.js';
import type { MainSource } from '../src/core/fields.js';
import { positiveInteger } from './arguments.js';
import { benchData } from './data.js';
import { bytesBelow } from './files-below.js';
import { measureVariants, type JobVariant } from './job-variants.js';
import { DATA_DIR, OUT_DEFAULT } from './paths.js';
import { shuffleLines } from './shuffled-lines.js';
import { measureSuite } from './suite.js';
import { variantsReport } from './variants-report.js';

const argv = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    rows: { type: 'string', default: '970000' },
    runs: { type: 'string', default: '3' },
    out: { type: 'string', default: OUT_DEFAULT },
    json: { type: 'string' },
  },
});
const rows = positiveInteger('rows', values.rows);
const runs = positiveInteger('runs', values.runs);
const out = join(resolve(values.out), 'bench-run');
const store = join(resolve(values.out), 'bench-store');

const emptyStore = (): void => rmSync(store, { recursive: true, force: true });
// Aligned files make none.
const storeBytes = (): number => bytesBelow(store);

/** Aligned files, and those that are shuffled, which are made unless they are there; all of `dir`. */
function variantsFor(dir: string): readonly JobVariant[] {
  const shuffled = `${dir}-shuffled`;
  mkdirSync(shuffled, { recursive: true });
  const aligned = (source: MainSource): string => join(dir, `yfcc100m_${source}`);
  const mixed = (source: MainSource): string => join(shuffled, `yfcc100m_${source}`);
  for (const source of ['autotags', 'places'] as const) shuffleLines(aligned(source), mixed(source));
  const argsOf = (pathOf: (source: MainSource) => string): readonly string[] =>
    ['run', '--dataset', aligned('dataset'), '--autotags', pathOf('autotags'), '--places', pathOf('places')].concat(
      ['--store', store],
      ['--format', 'jsonl', '--threads', '2'],
    );
  return [
    { name: 'aligned', args: argsOf(aligned), prepare: emptyStore, leftBytes: storeBytes },
    { name: 'shuffled, order made', args: argsOf(mixed), prepare: emptyStore, leftBytes: storeBytes },
    // What the one before it has made.
    { name: 'shuffled, order in `--store` from before', args: argsOf(mixed), leftBytes: storeBytes },
  ];
}

await measureSuite({ name: 'order', argv, json: values.json, report: variantsReport }, async () => {
  const data = await benchData(DATA_DIR, rows, 1);
  const { dataset, autotags, places } = data.bytes.text;
  const input = `${count(rows)} rows as plain text: dataset ${bytes(dataset)}, autotags ${bytes(autotags)}, places ${bytes(places)}; two threads, to lines of JSON.`;
  try {
    return { runs, rows, input, variants: await measureVariants(variantsFor(data.dirs.text), runs, out) };
  } finally {
    emptyStore();
  }
});
