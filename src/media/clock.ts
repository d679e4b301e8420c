/** Time and chance as one value that is passed in, so that a test needs no real wait. */
import { setTimeout as delay } from 'node:timers/promises';

export interface Clock {
  /** Monotonic milliseconds, the same in all threads of the process: what the threads share can be compared. */
  readonly nowMs: () => number;
  /** The time of day in Unix milliseconds; for HTTP dates only. */
  readonly wallMs: () => number;
  /** Rejects when `signal` aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
}

export const SYSTEM_CLOCK: Clock = {
  // Not performance.now(): it starts at 0 anew in every thread.
  nowMs: () => Number(process.hrtime.bigint()) / 1e6,
  wallMs: Date.now,
  sleep: (ms, signal) => delay(Math.ceil(ms), undefined, { signal }),
  random: Math.random,
};
