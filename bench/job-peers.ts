/**
 * How fast whole jobs are: `yfcc run` beside `lbzip2`, which only decodes the same files, whole processes in turn.
 *
 * `npm run bench:job -- [--rows N] [--runs N] [--out DIR] [--json FILE]`, with 10,000 rows or more: a shard. Each round runs every command once, and times are compared
 * within a round, since a shared machine's own speed drifts. Jobs write below DIR, `out` here; in memory (`/dev/shm`) a
 * disk that is slower than two threads has no part in it. The result is kept in bench/results/job.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Schema } from '../src/core/protocol.js';
import { run } from '../src/jobs/run.js';
import { RecordEncoder } from '../src/records/record-encoder.js';
import { positiveInteger } from './arguments.js';
import { commandLine } from './command-line.js';
import { installed, timeRounds } from './command-table.js';
import { benchData, readSources, totalBytes, type BenchData } from './data.js';
import { isInstalled, versionsOf } from './installed.js';
import { jobCommands, REPEATED, repeatedParts } from './job-commands.js';
import { jobReport, type JobResult } from './job-report.js';
import { BIN, DATA_DIR, OUT_DEFAULT } from './paths.js';
import type { FactsOf } from './result.js';
import { rowSlices } from './row-slices.js';
import { median } from './statistics.js';
import { measureSuite } from './suite.js';
import { usage } from './usage.js';

const SELF = fileURLToPath(import.meta.url);
const argv = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    rows: { type: 'string', default: '970000' },
    runs: { type: 'string', default: '3' },
    json: { type: 'string' },
    out: { type: 'string', default: OUT_DEFAULT },
    measure: { type: 'string' },
  },
});

/** Written and removed. */
const OUT = join(resolve(values.out), 'bench-run');
const SEED = 1;

/** Rows of each file that are encoded in memory, and how often. */
const ENCODED_ROWS = 20_000;
const ENCODED_ROUNDS = 15;

/** In a child of its own: runs the job on two threads, and prints what that took. */
async function measureJob(dir: string): Promise<void> {
  const before = usage();
  await run({ in: dir, out: OUT, format: 'jsonl', threads: 2, overwrite: true });
  const after = usage();
  const mainSeconds = (after.mainCpuSeconds ?? 0) - (before.mainCpuSeconds ?? 0);
  console.log(JSON.stringify({ mainSeconds, peakBytes: after.peakBytes }));
}

/** MB/s of text that one thread makes records of. */
async function measureEncoder({ rows, bytes, dirs }: BenchData, schema: Schema): Promise<number> {
  const slices = rowSlices(await readSources(dirs.text), rows);
  const megabytes = totalBytes(bytes.text) / 1e6;
  const encoder = new RecordEncoder();
  const rates: number[] = [];
  for (let round = 0; round < ENCODED_ROUNDS; round++) {
    const started = performance.now();
    const end = { rows: 0, isWhole: false };
    let records = 0;
    for (const { count } of encoder.inStep(slices, { schema, format: 'jsonl', fields: null }, null, end))
      records += count;
    if (records !== rows) throw new Error(`Expected ${rows} records, got ${records}.`);
    rates.push(megabytes / ((performance.now() - started) / 1000));
  }
  // The first ones run code that is not compiled to its end.
  return median(rates.slice(5));
}

async function measureAll(rows: number, runs: number): Promise<FactsOf<JobResult>> {
  const data = await benchData(DATA_DIR, rows, SEED);
  const small = await benchData(DATA_DIR, ENCODED_ROWS, SEED);
  const parts = repeatedParts(data.dirs.bz2);
  const input = { dir: data.dirs.bz2, parts, datasetBytes: data.bytes.text.dataset, out: OUT };
  const commands = installed(jobCommands(BIN, input));
  const timesOf = timeRounds(commands, runs, () => rmSync(OUT, { recursive: true, force: true }));
  rmSync(OUT, { recursive: true, force: true });
  // A border: the child prints what measureJob has.
  const job = JSON.parse(
    execFileSync(process.execPath, [SELF, '--measure', parts, '--out', values.out], { encoding: 'utf8' }),
  ) as {
    readonly mainSeconds: number;
    readonly peakBytes: number;
  };
  rmSync(OUT, { recursive: true, force: true });
  const bytes = totalBytes(data.bytes.bz2);
  return {
    versions: versionsOf(['lbzip2'].filter(isInstalled)),
    runs,
    rows,
    bytes,
    plainBytes: totalBytes(data.bytes.text),
    commands: commands.map((command) => {
      const { name, against, plainBytes } = command;
      const own = plainBytes === undefined ? {} : { plainBytes };
      return Object.assign({ name, line: commandLine(command), against }, timesOf(name), own);
    }),
    mainCpuSecondsPerGb: job.mainSeconds / ((bytes * REPEATED) / 1e9),
    mainRows: rows * REPEATED,
    peakBytes: job.peakBytes,
    encodeMegabytesPerSecond: {
      full: await measureEncoder(small, 'full'),
      article: await measureEncoder(small, 'article'),
    },
  };
}

if (values.measure !== undefined) {
  await measureJob(values.measure);
} else {
  const rows = positiveInteger('rows', values.rows);
  const runs = positiveInteger('runs', values.runs);
  await measureSuite({ name: 'job', argv, json: values.json, report: jobReport }, () => measureAll(rows, runs));
}
