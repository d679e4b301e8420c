/** Runs the micro benchmarks: how long one call of each function takes on one warm thread. */
import { Bench } from 'tinybench';
import type { MicroCase } from './micro-case.js';

export interface MicroResult extends Pick<MicroCase, 'name' | 'folder' | 'unit' | 'items' | 'bytes'> {
  /** Of one call, the median of each round. */
  readonly milliseconds: readonly number[];
  /** Measured calls of each round. */
  readonly samples: readonly number[];
}

export interface MicroOptions {
  /** Rounds; in each every function has its turn. */
  readonly runs: number;
  /** For each function in each round, at least; a quarter more goes into warming up. */
  readonly timeMs: number;
  /** Told before each round; one sentence. */
  readonly onRound: (text: string) => void;
}

/** Least number of measured calls of each function in a round. */
const LEAST_CALLS = 5;

/** Measures all functions, in turns; throws what one of them throws. */
export async function measureMicro(
  cases: readonly MicroCase[],
  { runs, timeMs, onRound }: MicroOptions,
): Promise<readonly MicroResult[]> {
  // Found out here, since the library looks by a call that it does not wait for: the next one would meet it.
  const isAsync: boolean[] = [];
  for (const { run } of cases) {
    const answer = run();
    await answer;
    isAsync.push(answer instanceof Promise);
  }
  const milliseconds = cases.map((): number[] => []);
  const samples = cases.map((): number[] => []);
  for (let round = 0; round < runs; round++) {
    onRound(`round ${round + 1} of ${runs}: ${cases.length} functions`);
    const bench = new Bench({
      time: timeMs,
      warmupTime: timeMs / 4,
      iterations: LEAST_CALLS,
      warmupIterations: 1,
      throws: true,
    });
    for (const [k, { name, run }] of cases.entries()) bench.add(name, run, { async: isAsync[k] ?? false });
    await bench.run();
    for (const [k, { name }] of cases.entries()) {
      const result = bench.getTask(name)?.result;
      if (result?.state !== 'completed') throw new Error(`Expected ${name} to complete, got ${String(result?.state)}.`);
      milliseconds[k]?.push(result.latency.p50);
      samples[k]?.push(result.latency.samplesCount);
    }
  }
  return cases.map(({ name, folder, unit, items, bytes }, k) => ({
    name,
    folder,
    unit,
    items,
    bytes,
    milliseconds: milliseconds[k] ?? [],
    samples: samples[k] ?? [],
  }));
}
