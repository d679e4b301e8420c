/** The few numbers that say what several measurements of the same thing amount to. */

/** The median of the runs, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
}

/** The middle value; of an even number of values the mean of the two in the middle. Throws `RangeError` for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (lower === undefined || upper === undefined) throw new RangeError('Expected at least one value, got none.');
  return (lower + upper) / 2;
}

/** Each value over the other series' of the same round: what the machine does to both is not in it. None of a round that one of them lacks. */
export function roundRatios(values: readonly number[], others: readonly number[]): readonly number[] {
  return values.flatMap((value, round) => {
    const other = others[round];
    return other === undefined ? [] : [value / other];
  });
}

/**
 * Median, least and greatest; in the unit of the values. With a handful of runs the two ends say more than a standard
 * deviation would. Throws `RangeError` for none.
 */
export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values), greatest: Math.max(...values) };
}
