/** A clock for tests: it stands still but for sleeps, which end at once and are noted. */
import type { Clock } from '../../src/media/clock.js';

export interface FakeClock extends Clock {
  /** Every sleep so far, in milliseconds. */
  readonly sleeps: readonly number[];
}

/** Starts at `startMs`, as time of day and as monotonic time; `random` is always 1, so that a backoff is its bound. */
export function fakeClock(startMs = 1_000_000): FakeClock {
  let nowMs = startMs;
  const sleeps: number[] = [];
  return {
    sleeps,
    nowMs: () => nowMs,
    wallMs: () => nowMs,
    random: () => 1,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      sleeps.push(ms);
      nowMs += ms;
    },
  };
}
