/**
 * How fast whole files are decoded: `yfcc cat` beside the tools that people would pick instead, whole processes in turn.
 *
 * `npm run bench:bz2 -- [--file F.bz2] [--rows N] [--runs N] [--json FILE]`; without a file it makes one of N rows,
 * 500 MB of text. Tools that are not installed are left out. Each round runs every command once, and times are compared
 * within a round, since a shared machine's own speed drifts. Also measured: what the main thread costs, peak memory, and
 * how long a file of 1 MB takes from the start of the process. The result is kept in bench/results/bz2.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cat } from '../src/jobs/cat.js';
import { positiveInteger } from './arguments.js';
import { BZ2_PEERS, bz2Commands } from './bz2-commands.js';
import { bz2Report, type Bz2Result } from './bz2-report.js';
import { commandLine } from './command-line.js';
import { installed, timeRounds } from './command-table.js';
import { benchData } from './data.js';
import { isInstalled, packageVersion, versionsOf } from './installed.js';
import { BIN, DATA_DIR, OUT_DEFAULT } from './paths.js';
import type { FactsOf } from './result.js';
import { measureSuite } from './suite.js';
import { usage } from './usage.js';

const SELF = fileURLToPath(import.meta.url);

const SEED = 1;

/** Rows whose dataset file is 1 MB as bz2: beside the others, to see how long a start takes. */
const SMALL_ROWS = 7700;
const SMALL = 'a small file';

/** How often the file stands in what the main thread's share is measured on. */
const REPEATED = 4;

/** In a child of its own: decodes and throws away, and prints what that took. */
async function measureMain(file: string): Promise<void> {
  // Loaded before the count begins: what it takes is no matter of gigabytes, and in the whole process's seconds anyway.
  await import('../src/engine/pool.js');
  const before = usage();
  let plainBytes = 0;
  const write = (parts: readonly Uint8Array[]): Promise<boolean> => {
    for (const { length } of parts) plainBytes += length;
    return Promise.resolve(true);
  };
  await cat([{ path: file }], { threads: 2, onWarning: () => {}, write });
  const after = usage();
  const mainSeconds = (after.mainCpuSeconds ?? 0) - (before.mainCpuSeconds ?? 0);
  console.log(JSON.stringify({ mainSeconds, peakBytes: after.peakBytes, plainBytes }));
}

/** The file so many times one behind the other: a stream each, so that what is measured of it is not what begins it. */
function repeated(file: string, times: number): string {
  const large = join(OUT_DEFAULT, `bench-large-${statSync(file).size}.bz2`);
  if (existsSync(large)) return large;
  rmSync(`${large}.tmp`, { force: true });
  for (let k = 0; k < times; k++) appendFileSync(`${large}.tmp`, readFileSync(file));
  renameSync(`${large}.tmp`, large);
  return large;
}

async function datasetOf(rows: number): Promise<string> {
  return join((await benchData(DATA_DIR, rows, SEED)).dirs.bz2, 'yfcc100m_dataset.bz2');
}

async function measureAll(file: string, runs: number): Promise<FactsOf<Bz2Result>> {
  const small = await datasetOf(SMALL_ROWS);
  const commands = installed(bz2Commands(BIN, file));
  const started = { name: SMALL, program: process.execPath, args: [BIN, 'cat', small] };
  const timesOf = timeRounds([...commands, started], runs);
  // A border: the child prints what measureMain has.
  const large = repeated(file, REPEATED);
  const main = JSON.parse(execFileSync(process.execPath, [SELF, '--measure', large], { encoding: 'utf8' })) as {
    readonly mainSeconds: number;
    readonly peakBytes: number;
    readonly plainBytes: number;
  };
  const bytes = statSync(file).size;
  return {
    versions: {
      ...versionsOf(BZ2_PEERS.filter(isInstalled)),
      'unbzip2-stream': packageVersion('unbzip2-stream'),
    },
    runs,
    bytes,
    plainBytes: main.plainBytes / REPEATED,
    commands: commands.map((command) =>
      Object.assign(
        { name: command.name, line: commandLine(command), against: command.against },
        timesOf(command.name),
      ),
    ),
    mainCpuSecondsPerGb: main.mainSeconds / ((bytes * REPEATED) / 1e9),
    mainBytes: bytes * REPEATED,
    peakBytes: main.peakBytes,
    small: { bytes: statSync(small).size, seconds: timesOf(SMALL).seconds },
  };
}

const argv = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    file: { type: 'string' },
    rows: { type: 'string', default: '970000' },
    runs: { type: 'string', default: '5' },
    json: { type: 'string' },
    measure: { type: 'string' },
  },
});
if (values.measure !== undefined) {
  await measureMain(values.measure);
} else {
  const rows = positiveInteger('rows', values.rows);
  const runs = positiveInteger('runs', values.runs);
  await measureSuite({ name: 'bz2', argv, json: values.json, report: bz2Report }, async () =>
    measureAll(resolve(values.file ?? (await datasetOf(rows))), runs),
  );
}
