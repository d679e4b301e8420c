/** `npm run bench`: measures stages, whole job and single functions, prints the tables and keeps the result. */
import { relative, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { EXIT_CODES, YfccError } from '../src/core/errors.js';
import { readArguments, USAGE, type BenchArguments } from './arguments.js';
import { casesFor } from './cases.js';
import { benchData } from './data.js';
import { describeMachine } from './machine.js';
import { measureMicro } from './micro.js';
import { report } from './report.js';
import { resultName, writeResult, type BenchResult } from './result.js';
import { measureRounds } from './rounds.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DATA_DIR = resolve(ROOT, 'out/bench-data');
const OUT_DIR = resolve(ROOT, 'out/bench-run');
const RESULTS_DIR = resolve(ROOT, 'bench/results');

/** The micro benchmarks take a small set of files: its dataset file is one bzip2 block. */
const MICRO_ROWS = 1000;
const MICRO_MS = 1000;
const SMOKE_MICRO_MS = 10;

async function measureAll(args: BenchArguments, argv: readonly string[]): Promise<BenchResult> {
  const { rows, runs, threads, shardRows, seed, isSmoke } = args;
  // Before the measuring, so that it is the commit that was built and not one made since.
  const machine = describeMachine(ROOT);
  say(`input: ${rows} rows in ${relative(ROOT, DATA_DIR)}`);
  const data = await benchData(DATA_DIR, rows, seed);
  const microData = await benchData(DATA_DIR, MICRO_ROWS, seed);
  const cases = await measureRounds(casesFor(threads), { data, runs, shardRows, outDir: OUT_DIR, onRun: say });
  say('single functions');
  const micro = await measureMicro({ data: microData, timeMs: isSmoke ? SMOKE_MICRO_MS : MICRO_MS });
  const { dirs: _, ...input } = data;
  const command = ['npm run bench', ...(argv.length === 0 ? [] : ['--', ...argv])].join(' ');
  return { machine, command, runs, shardRows, input, cases, microRows: MICRO_ROWS, micro };
}

function say(text: string): void {
  process.stderr.write(`bench: ${text}\n`);
}

function isUsageError(error: unknown): error is Error {
  if (error instanceof YfccError) return error.code === 'usage';
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
}

try {
  const argv = process.argv.slice(2);
  const args = readArguments(argv);
  if (args === 'help') {
    console.log(USAGE);
  } else {
    const result = await measureAll(args, argv);
    console.log(report(result));
    const file = args.json ?? (args.isSmoke ? null : resolve(RESULTS_DIR, resultName(result.machine)));
    if (file !== null) {
      await writeResult(file, result);
      say(`result kept in ${relative(process.cwd(), file)}`);
    }
  }
} catch (error) {
  if (!isUsageError(error)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = EXIT_CODES.usage;
}
