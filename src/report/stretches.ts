/** A run's samples as stretches of time, each with what happened in it. */
import { OUTCOMES, type Outcome } from '../core/outcome.js';
import type { Sample } from '../jobs/timeline.js';

export interface Stretch {
  /** Seconds since the run began. */
  readonly from: number;
  readonly to: number;
  /** All of these a second. */
  readonly rows: number;
  readonly textBytes: number;
  readonly readBytes: number;
  readonly mediaBytes: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** Shares of the stretch, 0 to 1: of all worker threads together, and of the main thread. */
  readonly workersBusy: number;
  readonly mainBusy: number;
  /** Most of its samples. */
  readonly rssBytes: number;
}

/** More would be too thin to see on a phone, and too many for a table. */
const MOST = 60;

/** Below this many a plot over time has nothing to tell. */
export const FEWEST = 4;

/** Stretches of about the same length, at most 60; none where there are fewer than two samples. */
export function stretches(samples: readonly Sample[], threads: number): Stretch[] {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last === first) return [];
  // The last sample may be close behind the one before it: rates of so short a time would be noise.
  const step = (last.seconds - first.seconds) / (samples.length - 1);
  const atLeast = Math.max((last.seconds - first.seconds) / MOST, step * 0.75);
  const ends: Sample[] = [first];
  for (const sample of samples) if (sample.seconds - (ends.at(-1) ?? first).seconds >= atLeast) ends.push(sample);
  if (ends.at(-1) !== last) {
    if (ends.length > 1) ends.pop();
    ends.push(last);
  }
  return ends.slice(1).map((end, k) => {
    const begin = ends[k] ?? first;
    const within = samples.filter(({ seconds }) => seconds > begin.seconds && seconds <= end.seconds);
    return stretchOf(begin, end, threads, Math.max(...within.map(({ rssBytes }) => rssBytes)));
  });
}

function stretchOf(begin: Sample, end: Sample, threads: number, rssBytes: number): Stretch {
  const seconds = end.seconds - begin.seconds;
  // Shards that are gone over again are counted anew, so that a sum may fall.
  const rate = (before: number, after: number): number => Math.max(0, after - before) / seconds;
  const outcomes: Partial<Record<Outcome, number>> = {};
  for (const outcome of OUTCOMES) {
    const gained = rate(begin.outcomes[outcome] ?? 0, end.outcomes[outcome] ?? 0);
    if (gained > 0) outcomes[outcome] = gained;
  }
  return {
    from: begin.seconds,
    to: end.seconds,
    rows: rate(begin.rows, end.rows),
    textBytes: rate(begin.textBytes, end.textBytes),
    readBytes: rate(begin.readBytes, end.readBytes),
    mediaBytes: rate(begin.mediaBytes, end.mediaBytes),
    outcomes,
    workersBusy: Math.min(1, rate(begin.workersBusySeconds, end.workersBusySeconds) / threads),
    mainBusy: Math.min(1, rate(begin.mainBusySeconds, end.mainBusySeconds)),
    rssBytes,
  };
}

/** In what an axis counts time, so that its numbers stay short. */
export interface TimeUnit {
  readonly name: 'seconds' | 'minutes' | 'hours';
  readonly seconds: number;
}

/** For a run of so many seconds. */
export function timeUnit(seconds: number): TimeUnit {
  if (seconds < 180) return { name: 'seconds', seconds: 1 };
  return seconds < 3 * 3600 ? { name: 'minutes', seconds: 60 } : { name: 'hours', seconds: 3600 };
}
