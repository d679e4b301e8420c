/**
 * What options of `yfcc run` change, as docs/tuning.md goes from symptom to option.
 *
 * `npm run bench:options -- [--rows N] [--media-rows N] [--runs N] [--out DIR] [--json FILE]`. Each job is a process of its own, all
 * of a group in turn, round by round; jobs write below DIR, `out` here. The result is kept in bench/results/options.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, createReadStream, createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import { positiveInteger } from './arguments.js';
import { benchData, totalBytes, type BenchData } from './data.js';
import { bytesBelow } from './files-below.js';
import { measureVariants, type JobVariant, type VariantResult } from './job-variants.js';
import { startMediaServer } from './media-server/server.js';
import { optionsReport, type OptionGroup } from './options-report.js';
import { BIN, DATA_DIR, OUT_DEFAULT } from './paths.js';
import { measureSuite } from './suite.js';

const argv = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    rows: { type: 'string', default: '60000' },
    'media-rows': { type: 'string', default: '500' },
    runs: { type: 'string', default: '3' },
    out: { type: 'string', default: OUT_DEFAULT },
    json: { type: 'string' },
  },
});
const rows = positiveInteger('rows', values.rows);
const mediaRows = positiveInteger('media-rows', values['media-rows']);
const runs = positiveInteger('runs', values.runs);

/** Removed in the end. */
const HOME = join(resolve(values.out), 'bench-options');
const OUT = join(HOME, 'out');
const PROFILE = join(HOME, 'profile');

/** An answer of the media server takes as long. */
const DELAY_MS = 300;

/** A part of the rows, where all would say no more. */
const some = Math.max(1, Math.floor(rows / 3));
const few = Math.max(1, Math.floor(rows / 12));
const last = `${Math.max(0, rows - 20)}..${rows - 1}`;

/** The files as one thread unpacks them, and those that can be begun anywhere. */
async function makeInputs({ dirs }: BenchData): Promise<{ readonly gzip: string; readonly indexed: string }> {
  const [gzip, indexed] = [join(HOME, 'gzip'), join(HOME, 'indexed')];
  mkdirSync(gzip, { recursive: true });
  for (const name of readdirSync(dirs.text)) {
    const to = createWriteStream(join(gzip, `${name}.gz`));
    await pipeline(createReadStream(join(dirs.text, name)), createGzip({ level: 1 }), to);
  }
  cpSync(dirs.bz2, indexed, { recursive: true });
  for (const name of readdirSync(indexed).filter((each) => each.endsWith('.bz2')))
    execFileSync(process.execPath, [BIN, 'index', join(indexed, name)], { stdio: 'ignore' });
  return { gzip, indexed };
}

/** `--format jsonl --threads 2` unless the options say otherwise; named by these, or as it is told. */
function jobOn(input: string): (options: string, name?: string, more?: readonly string[]) => JobVariant {
  return (options, name = `\`${options}\``, more = []) => {
    const own = options.split(' ').filter((word) => word !== '');
    const given = (flag: string, value: string): readonly string[] => (own.includes(flag) ? [] : [flag, value]);
    return {
      name,
      args: ['run', '--in', input, ...given('--format', 'jsonl'), ...given('--threads', '2'), ...own, ...more],
      prepare: () => rmSync(PROFILE, { recursive: true, force: true }),
    };
  };
}

const withBytes = (variant: JobVariant): JobVariant => ({ ...variant, leftBytes: () => bytesBelow(OUT) });

async function groupsOf(data: BenchData): Promise<Readonly<Record<OptionGroup, readonly VariantResult[]>>> {
  const { gzip, indexed } = await makeInputs(data);
  const job = jobOn(data.dirs.bz2);
  const measured = (variants: readonly JobVariant[]): Promise<readonly VariantResult[]> =>
    measureVariants(variants, runs, OUT);
  const server = await startMediaServer({ delayMs: DELAY_MS, smallBodies: true });
  const media = [`--media-url-template`, `${server.origin}{url_path}`, '--allow-private'];
  const fetching = (connections: number): JobVariant => {
    const options = `--format files --limit ${mediaRows} --media photos --connections ${connections}`;
    return job(options, `\`--connections ${connections}\``, media);
  };
  try {
    return {
      profile: await measured([job('', 'without'), job('', '`--profile DIR`', ['--profile', PROFILE])]),
      forms: await measured([
        job('', 'bz2'),
        jobOn(gzip)('', 'gzip'),
        job(`--limit ${few}`),
        job(`--limit ${few} --decoder serial`),
      ]),
      memory: await measured([
        ...[1, 2, 4, 8].map((threads) => job(`--threads ${threads}`)),
        job('--threads 2 --shard-rows 1000'),
        job('--threads 2 --shard-rows 30000'),
        job('--threads 8 --shard-rows 1000'),
        job('--threads 2 --format parquet'),
      ]),
      index: await measured([
        job('--limit 1'),
        job(`--lines ${last}`, `\`--lines ${last}\`, no index`),
        jobOn(indexed)(`--lines ${last}`, `\`--lines ${last}\`, an index of each file`),
      ]),
      outputs: await measured(
        [
          job('--format jsonl'),
          job('--format jsonl --gzip'),
          job('--format jsonl --gzip --gzip-level 6'),
          job('--format parquet'),
          job('--format csv'),
          job(`--format jsonl --limit ${some}`),
          job(`--format files --limit ${some}`),
        ].map(withBytes),
      ),
      filters: await measured([job('', 'all rows'), job('--sample 0.01')]),
      connections: await measured([4, 16, 64].map(fetching)),
    };
  } finally {
    await server.close();
  }
}

await measureSuite({ name: 'options', argv, json: values.json, report: optionsReport }, async () => {
  rmSync(HOME, { recursive: true, force: true });
  mkdirSync(HOME, { recursive: true });
  try {
    const data = await benchData(DATA_DIR, rows, 1);
    const { text, bz2 } = data.bytes;
    return { runs, rows, textBytes: totalBytes(text), bz2Bytes: totalBytes(bz2), groups: await groupsOf(data) };
  } finally {
    rmSync(HOME, { recursive: true, force: true });
  }
});
