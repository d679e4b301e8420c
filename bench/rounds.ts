/** Runs every case several times, each run in a process of its own, round by round. */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { labelOf, type Case } from './cases.js';
import { benchData, totalBytes, type BenchData } from './data.js';
import type { Measurement } from './measure.js';
import { DATA_DIR } from './paths.js';
import type { StageTask } from './stages.js';

const MEASURE = fileURLToPath(new URL('measure.js', import.meta.url));

/** A case, and what each of its runs took, by round. */
export interface CaseResult {
  readonly case: Case;
  readonly seconds: readonly number[];
  readonly cpuSeconds: readonly number[];
  /** None where the system does not tell. */
  readonly mainCpuSeconds: readonly number[];
  readonly peakBytes: readonly number[];
}

/** All cases, and what they were measured on. */
export interface MeasuredCases {
  readonly runs: number;
  readonly input: Omit<BenchData, 'dirs'>;
  readonly cases: readonly CaseResult[];
}

export interface CasesOptions {
  /** Of the input, which is made if it is not there. */
  readonly rows: number;
  readonly seed: number;
  readonly runs: number;
  /** Where the output of the run at hand goes; removed after each. */
  readonly outDir: string;
}

/**
 * Measures `cases`, all of them once before any of them again: so a machine that is busy for a minute spoils one run
 * of several cases and not all runs of one.
 */
export async function measureCases(
  cases: readonly Case[],
  { rows, seed, runs, outDir }: CasesOptions,
): Promise<MeasuredCases> {
  const data = await benchData(DATA_DIR, rows, seed);
  // Not counted: after it the sources are in the page cache, for the first run as for the last.
  for (const entry of cases.filter(({ stage }) => stage === 'read' || stage === 'decode'))
    await measure(entry, data, outDir);

  const measurements = cases.map((): Measurement[] => []);
  for (let round = 0; round < runs; round++) {
    for (const [index, entry] of cases.entries()) {
      const threads = entry.threads === null ? '' : `, threads ${entry.threads}`;
      const text = `round ${round + 1} of ${runs}: ${labelOf(entry)}${threads}, ${entry.shardRows} rows a shard`;
      process.stderr.write(`bench: ${text}\n`);
      const measurement = await measure(entry, data, outDir);
      checkHandled(entry, measurement.handled, data);
      measurements[index]?.push(measurement);
    }
  }
  const { dirs: _, ...input } = data;
  return { runs, input, cases: cases.map((entry, index) => summaryOf(entry, measurements[index] ?? [])) };
}

const execute = promisify(execFile);

async function measure(entry: Case, { dirs }: BenchData, outDir: string): Promise<Measurement> {
  const task: StageTask = { case: entry, inDir: dirs[entry.input], outDir };
  await rm(outDir, { recursive: true, force: true });
  try {
    const { stdout } = await execute(process.execPath, [MEASURE, JSON.stringify(task)]);
    // A parse border: measure.ts prints a Measurement and nothing else.
    return JSON.parse(stdout) as Measurement;
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

/** A stage that has not done its work is fast: better no result than that one. */
function checkHandled({ stage }: Case, handled: number, { rows, bytes }: BenchData): void {
  const expected = stage === 'read' || stage === 'decode' ? totalBytes(bytes.text) : rows;
  if (handled !== expected) throw new Error(`Expected ${stage} to handle ${expected}, got ${handled}.`);
}

function summaryOf(entry: Case, measurements: readonly Measurement[]): CaseResult {
  return {
    case: entry,
    seconds: measurements.map(({ seconds }) => seconds),
    cpuSeconds: measurements.map(({ cpuSeconds }) => cpuSeconds),
    mainCpuSeconds: measurements.map(({ mainCpuSeconds }) => mainCpuSeconds).filter((seconds) => seconds !== null),
    peakBytes: measurements.map(({ peakBytes }) => peakBytes),
  };
}
