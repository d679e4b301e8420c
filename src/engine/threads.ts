/** How many threads there are by default, and may be. Apart from the pool, so that asking does not load it. */
import { availableParallelism } from 'node:os';

/** As many threads as there are cores for this process. */
export function defaultThreads(): number {
  return availableParallelism();
}

/** As many threads as a job that begins with `threads` may be given while it runs. */
export function mostThreads(threads: number): number {
  return Math.min(THREAD_BOUNDS[1], Math.max(threads, 2 * defaultThreads()));
}

/** Fewest and most threads that may be asked for. */
export const THREAD_BOUNDS = [1, 512] as const;
