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

/** When this thread's `performance.now()` was 0: it starts anew in every thread, and makes no BigInt with each look. */
const START_MS = Number(process.hrtime.bigint()) / 1e6 - performance.now();

export const SYSTEM_CLOCK: Clock = {
  nowMs: () => START_MS + performance.now(),
  wallMs: Date.now,
  sleep: (ms, signal) => delay(Math.ceil(ms), undefined, { signal }),
  random: Math.random,
};
