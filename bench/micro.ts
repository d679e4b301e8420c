/** Runs the micro benchmarks: how long one call of each function takes on one warm thread. */
import { Bench } from 'tinybench';
import type { BenchData } from './data.js';
import { microCases, type MicroCase } from './micro-cases.js';

export interface MicroResult extends Pick<MicroCase, 'name' | 'unit' | 'items' | 'bytes'> {
  /** Of one call: the median, and the median distance from it. */
  readonly milliseconds: number;
  readonly deviation: number;
  readonly samples: number;
}

export interface MicroOptions {
  readonly data: BenchData;
  /** For each function, at least; a quarter more goes into warming up. */
  readonly timeMs: number;
}

/** Least number of measured calls of each function. */
const LEAST_CALLS = 5;

/** Measures all functions; throws what one of them throws. */
export async function measureMicro({ data, timeMs }: MicroOptions): Promise<readonly MicroResult[]> {
  const cases = await microCases(data);
  const bench = new Bench({
    time: timeMs,
    warmupTime: timeMs / 4,
    iterations: LEAST_CALLS,
    warmupIterations: 1,
    throws: true,
  });
  for (const { name, run } of cases) bench.add(name, run);
  await bench.run();
  return cases.map(({ name, unit, items, bytes }) => {
    const result = bench.getTask(name)?.result;
    if (result?.state !== 'completed') throw new Error(`Expected ${name} to complete, got ${String(result?.state)}.`);
    const { p50, mad, samplesCount } = result.latency;
    return { name, unit, items, bytes, milliseconds: p50, deviation: mad, samples: samplesCount };
  });
}
