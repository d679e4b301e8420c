/** How many durations fell into each of some fixed ranges, and what they came to in all: Prometheus makes quantiles of it. */

/** Seconds. */
export interface Histogram {
  /** Upper ends of the ranges, each included in its own, rising. */
  readonly bounds: readonly number[];
  /** Durations in each range alone; one more than there are bounds, for what is beyond the last. */
  readonly counts: readonly number[];
  /** Of all durations. */
  readonly sum: number;
}

/** The range that a duration falls into, by its place in `counts`. */
export function rangeOf(bounds: readonly number[], seconds: number): number {
  const at = bounds.findIndex((bound) => seconds <= bound);
  return at === -1 ? bounds.length : at;
}

/** Counts the durations of one thread. */
export interface Tally {
  readonly add: (seconds: number) => void;
  readonly read: () => Histogram;
}

export function createTally(bounds: readonly number[]): Tally {
  const counts = Array.from({ length: bounds.length + 1 }, () => 0);
  let sum = 0;
  return {
    add(seconds) {
      const at = rangeOf(bounds, seconds);
      counts[at] = (counts[at] ?? 0) + 1;
      sum += seconds;
    },
    read: () => ({ bounds, counts: [...counts], sum }),
  };
}
