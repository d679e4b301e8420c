/**
 * How fast whole files are decoded: `yfcc cat` beside the tools that people would pick instead, whole processes in turn.
 *
 * `node dist/bench/bz2-cat.js [--file F.bz2] [--runs N]`; without a file it makes one of 500 MB of text. Each round runs
 * every command once, and times are compared within a round, since a shared machine's own speed drifts. Also said: what
 * the main thread costs, peak memory, and how long a file of 1 MB takes from the start of the process.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cat } from '../src/jobs/cat.js';
import { benchData } from './data.js';
import { describeMachine } from './machine.js';
import { median, spreadOf } from './statistics.js';
import { markdownTable } from './table.js';
import { usage } from './usage.js';

const SELF = fileURLToPath(import.meta.url);
const BIN = fileURLToPath(new URL('../src/bin.js', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Rows whose dataset file has 500 MB of text. */
const ROWS = 970_000;
const SEED = 1;

/** Text of the small file: about 1 MB compressed. */
const SMALL_TEXT_BYTES = 4_000_000;

interface Command {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** The command whose time over this one's is the speed-up that is asked for. */
  readonly against: readonly string[];
}

const COMMANDS: readonly Command[] = [
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
    against: ['lbzip2 -n2 -dc', 'yfcc cat --threads 1'],
  },
];

const COLUMNS = ['command', 'seconds', 'times as fast as'].map((title) => ({ title, align: 'left' as const }));

/** Wall seconds of one process, its output to /dev/null. */
function time({ program, args }: Pick<Command, 'program' | 'args'>, file: string): number {
  const sink = openSync('/dev/null', 'w');
  try {
    const started = performance.now();
    const { status, error, stderr } = spawnSync(program, [...args, file], { stdio: ['ignore', sink, 'pipe'] });
    if (error !== undefined || status !== 0)
      throw new Error(`${program} ended with ${status}: ${String(error ?? stderr)}`);
    return (performance.now() - started) / 1000;
  } finally {
    closeSync(sink);
  }
}

function round(value: number): string {
  return value.toPrecision(3);
}

/** In a child of its own: decodes and throws away, and prints what that took. */
async function measureMain(file: string): Promise<void> {
  const before = usage();
  await cat({ path: file }, { threads: 2, onWarning: () => {}, write: () => Promise.resolve(true) });
  const after = usage();
  console.log(
    JSON.stringify({
      mainSeconds: (after.mainCpuSeconds ?? 0) - (before.mainCpuSeconds ?? 0),
      peakBytes: after.peakBytes,
    }),
  );
}

const { values } = parseArgs({
  options: { file: { type: 'string' }, runs: { type: 'string', default: '5' }, measure: { type: 'string' } },
});
if (values.measure !== undefined) {
  await measureMain(values.measure);
} else {
  const file = resolve(
    values.file ?? join((await benchData(join(ROOT, 'out/bench-data'), ROWS, SEED)).dirs.bz2, 'yfcc100m_dataset.bz2'),
  );
  const small = join(ROOT, 'out/bench-small.bz2');
  if (!existsSync(small)) {
    mkdirSync(join(ROOT, 'out'), { recursive: true });
    const text = execFileSync('bzip2', ['-dc', file], { maxBuffer: 2 ** 31 }).subarray(0, SMALL_TEXT_BYTES);
    writeFileSync(small, execFileSync('bzip2', ['-c'], { input: text, maxBuffer: 2 ** 30 }));
  }
  const seconds = new Map<string, number[]>(COMMANDS.map(({ name }) => [name, []]));
  const smallSeconds: number[] = [];
  for (let run = 0; run < Number(values.runs); run++) {
    for (const command of COMMANDS) seconds.get(command.name)?.push(time(command, file));
    smallSeconds.push(time({ program: process.execPath, args: [BIN, 'cat'] }, small));
  }
  const rows = COMMANDS.map(({ name, against }) => {
    const own = seconds.get(name) ?? [];
    const ratios = against.map(
      (other) => `${round(median((seconds.get(other) ?? []).map((s, k) => s / (own[k] ?? 1))))}x ${other}`,
    );
    const { least, greatest } = spreadOf(own);
    return [name, `${round(median(own))} (${round(least)} to ${round(greatest)})`, ratios.join(', ')];
  });
  const main = JSON.parse(execFileSync(process.execPath, [SELF, '--measure', file], { encoding: 'utf8' }));
  const gigabytes = statSync(file).size / 1e9;
  console.log(JSON.stringify(describeMachine(ROOT)));
  console.log(`${file}: ${round(gigabytes)} GB compressed, ${values.runs} rounds\n`);
  console.log(markdownTable(COLUMNS, rows));
  console.log(
    `main thread: ${round(main.mainSeconds / gigabytes)} CPU s per compressed GB; peak memory ${round(main.peakBytes / 1e6)} MB; 1 MB file (${readFileSync(small).length} bytes): ${round(median(smallSeconds))} s`,
  );
}
