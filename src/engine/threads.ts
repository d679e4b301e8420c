/** How many threads there are by default. Apart from the pool, so that asking does not load it. */
import { availableParallelism } from 'node:os';

/** As many threads as there are cores for this process. */
export function defaultThreads(): number {
  return availableParallelism();
}
