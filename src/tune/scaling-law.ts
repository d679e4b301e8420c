/**
 * How a job's throughput grows with its threads: Gunther's universal scalability law,
 * `X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1))`, fitted to what was measured.
 *
 * `sigma` is the share that can't be done side by side (with kappa 0 it is Amdahl's law), `kappa` what threads cost each
 * other, `lambda` what one thread does alone. See N. J. Gunther, "Guerrilla Capacity Planning", Springer 2007, chapter 4.
 */
import { fcnnlsVector } from 'ml-fcnnls';

export interface ScalingLaw {
  readonly lambda: number;
  readonly sigma: number;
  readonly kappa: number;
}

export interface Point {
  readonly threads: number;
  readonly perSecond: number;
}

/**
 * The law that fits best, by relative errors, with no part below 0; null where fewer than two numbers of threads were
 * measured. Two numbers can tell of sigma alone, so then kappa is 0.
 */
export function fitLaw(points: readonly Point[]): ScalingLaw | null {
  const counts = new Set(points.map(({ threads }) => threads));
  if (counts.size < 2) return null;
  // N / X is a sum, (1 + sigma (N - 1) + kappa N (N - 1)) / lambda; weighed by X / N, its errors are relative ones.
  const rows = points.map(({ threads: n, perSecond }) => {
    const terms = counts.size > 2 ? [1, n - 1, n * (n - 1)] : [1, n - 1];
    return terms.map((term) => (term * perSecond) / n);
  });
  const ones = rows.map(() => 1);
  const [one = 0, serial = 0, crosstalk = 0] = fcnnlsVector(rows, ones).K.to1DArray();
  return one > 0 ? { lambda: 1 / one, sigma: serial / one, kappa: crosstalk / one } : null;
}

/** Throughput with so many threads. */
export function throughput({ lambda, sigma, kappa }: ScalingLaw, threads: number): number {
  return (lambda * threads) / (1 + sigma * (threads - 1) + kappa * threads * (threads - 1));
}

/** Threads beyond which more do less; Infinity where they never do. */
export function peakThreads({ sigma, kappa }: ScalingLaw): number {
  return kappa > 0 ? Math.max(1, Math.sqrt(Math.max(0, 1 - sigma) / kappa)) : Infinity;
}

/** The most threads that each still do at least `efficiency` of what one does alone; at most `limit`. */
export function threadsAtEfficiency(law: ScalingLaw, efficiency: number, limit: number): number {
  let threads = 1;
  while (threads < limit && throughput(law, threads + 1) >= efficiency * law.lambda * (threads + 1)) threads++;
  return threads;
}
