/** Runs every case several times, each run in a process of its own, round by round. */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { labelOf, type Case } from './cases.js';
import { totalBytes, type BenchData } from './data.js';
import type { Measurement } from './measure.js';
import type { StageTask } from './stages.js';
import { median, spreadOf, type Spread } from './statistics.js';

const MEASURE = fileURLToPath(new URL('measure.js', import.meta.url));

export interface CaseResult {
  readonly case: Case;
  readonly seconds: Spread;
  /** Medians. */
  readonly cpuSeconds: number;
  readonly mainCpuSeconds: number | null;
  /** The greatest of all runs. */
  readonly peakBytes: number;
}

export interface RoundsOptions {
  readonly data: BenchData;
  readonly runs: number;
  readonly shardRows: number;
  /** Where the output of the run at hand goes; removed after each. */
  readonly outDir: string;
  /** Told before each run; one sentence. */
  readonly onRun: (text: string) => void;
}

/**
 * Measures `cases`, all of them once before any of them again: so a machine that is busy for a minute spoils one run
 * of several cases and not all runs of one.
 */
export async function measureRounds(cases: readonly Case[], options: RoundsOptions): Promise<readonly CaseResult[]> {
  const { data, runs, onRun } = options;
  // Not counted: after it the sources are in the page cache, for the first run as for the last.
  for (const entry of cases.filter(({ stage }) => stage === 'read' || stage === 'decode'))
    await measure(entry, options);

  const measurements = cases.map((): Measurement[] => []);
  for (let round = 0; round < runs; round++) {
    for (const [index, entry] of cases.entries()) {
      onRun(
        `round ${round + 1} of ${runs}: ${labelOf(entry)}${entry.threads === null ? '' : `, threads ${entry.threads}`}`,
      );
      const measurement = await measure(entry, options);
      checkHandled(entry, measurement.handled, data);
      measurements[index]?.push(measurement);
    }
  }
  return cases.map((entry, index) => summaryOf(entry, measurements[index] ?? []));
}

const execute = promisify(execFile);

async function measure(entry: Case, { data, shardRows, outDir }: RoundsOptions): Promise<Measurement> {
  const task: StageTask = { case: entry, inDir: data.dirs[entry.input], outDir, shardRows };
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
  const mainCpu = measurements.map(({ mainCpuSeconds }) => mainCpuSeconds).filter((seconds) => seconds !== null);
  return {
    case: entry,
    seconds: spreadOf(measurements.map(({ seconds }) => seconds)),
    cpuSeconds: median(measurements.map(({ cpuSeconds }) => cpuSeconds)),
    mainCpuSeconds: mainCpu.length === 0 ? null : median(mainCpu),
    peakBytes: Math.max(...measurements.map(({ peakBytes }) => peakBytes)),
  };
}
