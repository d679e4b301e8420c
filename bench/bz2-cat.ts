/**
 * How fast whole files are decoded: `yfcc cat` beside the tools that people would pick instead, whole processes in turn.
 *
 * `npm run bench:bz2 -- [--file F.bz2] [--runs N] [--json FILE]`; without a file it makes one of 500 MB of text. Each
 * round runs every command once, and times are compared within a round, since a shared machine's own speed drifts. Also
 * measured: what the main thread costs, peak
 * memory, and how long a file of 1 MB takes from the start of the process. The result is kept in bench/results/bz2.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cat } from '../src/jobs/cat.js';
import { bz2Report, type Bz2Result } from './bz2-report.js';
import { timeRounds, type TimedCommand } from './command-table.js';
import { benchData } from './data.js';
import { describeMachine } from './machine.js';
import { resultName, writeResult } from './result.js';
import { usage } from './usage.js';

const SELF = fileURLToPath(import.meta.url);
const BIN = fileURLToPath(new URL('../src/bin.js', import.meta.url));
const UNBZIP2 = fileURLToPath(new URL('unbzip2-cat.js', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Rows whose dataset file has 500 MB of text. */
const ROWS = 970_000;
const SEED = 1;

/** Text of the small file: about 1 MB compressed. */
/** How often the file stands in what the main thread's share is measured on. */
const REPEATED = 4;

/** Beside the others, to see how long a start takes. */
const SMALL = 'a small file';

const SMALL_TEXT_BYTES = 4_000_000;

interface Command extends TimedCommand {
  /** The command whose time over this one's is the speed-up that is asked for. */
  readonly against: readonly string[];
}

const COMMANDS: readonly Command[] = [
  { name: 'unbzip2-stream', program: process.execPath, args: [UNBZIP2], against: [] },
  { name: 'bzip2 -dc', program: 'bzip2', args: ['-dc'], against: [] },
  { name: 'lbzip2 -n1 -dc', program: 'lbzip2', args: ['-n1', '-dc'], against: [] },
  { name: 'lbzip2 -n2 -dc', program: 'lbzip2', args: ['-n2', '-dc'], against: [] },
  {
    name: 'yfcc cat --threads 1',
    program: process.execPath,
    args: [BIN, 'cat', '--threads', '1'],
    against: ['bzip2 -dc', 'lbzip2 -n1 -dc'],
  },
  {
    name: 'yfcc cat --threads 2',
    program: process.execPath,
    args: [BIN, 'cat', '--threads', '2'],
    against: ['lbzip2 -n2 -dc', 'yfcc cat --threads 1', 'unbzip2-stream'],
  },
];

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

/** A file of 1 MB, compressed, of the same text. */
function smallFile(file: string): string {
  const small = join(ROOT, 'out/bench-small.bz2');
  if (existsSync(small)) return small;
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  const text = execFileSync('bzip2', ['-dc', file], { maxBuffer: 2 ** 31 }).subarray(0, SMALL_TEXT_BYTES);
  writeFileSync(small, execFileSync('bzip2', ['-c'], { input: text, maxBuffer: 2 ** 30 }));
  return small;
}

/** The file so many times one behind the other: a stream each, so that what is measured of it is not what begins it. */
function repeated(file: string, times: number): string {
  const large = join(ROOT, `out/bench-large-${statSync(file).size}.bz2`);
  if (existsSync(large)) return large;
  rmSync(`${large}.tmp`, { force: true });
  for (let k = 0; k < times; k++) appendFileSync(`${large}.tmp`, readFileSync(file));
  renameSync(`${large}.tmp`, large);
  return large;
}

/** The first line that a tool says of its version. */
function versionOf(program: string): string {
  const { stdout, stderr } = spawnSync(program, ['--version'], { input: '', encoding: 'utf8' });
  return `${stdout}${stderr}`.split('\n').find((line) => /\d\.\d/.test(line)) ?? 'unknown';
}

async function measureAll(file: string, runs: number, argv: readonly string[]): Promise<Bz2Result> {
  // Before the measuring, so that it is the commit that was built and not one made since.
  const machine = describeMachine(ROOT);
  const small = smallFile(file);
  const commands = COMMANDS.map((command) => Object.assign({}, command, { args: [...command.args, file] }));
  const started = { name: SMALL, program: process.execPath, args: [BIN, 'cat', small] };
  const secondsOf = timeRounds([...commands, started], runs);
  // A border: the child prints what measureMain has.
  const large = repeated(file, REPEATED);
  const main = JSON.parse(execFileSync(process.execPath, [SELF, '--measure', large], { encoding: 'utf8' })) as {
    readonly mainSeconds: number;
    readonly peakBytes: number;
    readonly plainBytes: number;
  };
  const bytes = statSync(file).size;
  return {
    machine,
    command: ['npm run bench:bz2', ...(argv.length === 0 ? [] : ['--', ...argv])].join(' '),
    versions: Object.fromEntries(['bzip2', 'lbzip2'].map((program) => [program, versionOf(program)])),
    runs,
    bytes,
    plainBytes: main.plainBytes / REPEATED,
    commands: COMMANDS.map(({ name, against }) => ({ name, against, seconds: secondsOf(name) })),
    mainCpuSecondsPerGb: main.mainSeconds / ((bytes * REPEATED) / 1e9),
    mainBytes: bytes * REPEATED,
    peakBytes: main.peakBytes,
    small: { bytes: readFileSync(small).length, seconds: secondsOf(SMALL) },
  };
}

const argv = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    file: { type: 'string' },
    runs: { type: 'string', default: '5' },
    json: { type: 'string' },
    measure: { type: 'string' },
  },
});
if (values.measure !== undefined) {
  await measureMain(values.measure);
} else {
  const made =
    values.file ?? join((await benchData(join(ROOT, 'out/bench-data'), ROWS, SEED)).dirs.bz2, 'yfcc100m_dataset.bz2');
  const result = await measureAll(resolve(made), Number(values.runs), argv);
  console.log(bz2Report(result));
  await writeResult(values.json ?? join(ROOT, 'bench/results/bz2', resultName(result.machine)), result);
}
