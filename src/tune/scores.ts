/**
 * How fast each of several cells is, measured in rounds on a machine whose speed changes: each round runs every cell once,
 * and counts by how each compares to the others of the same round.
 */

/** The measurements of one cell: of each round its value, null where it was not in it. */
export type Rounds = readonly (number | null)[];

export interface Score {
  /** In the cell's unit, as if all rounds had been alike. */
  readonly value: number;
  /** Half of the middle half's width, as a share of the value; 0 with one round. */
  readonly spread: number;
}

/** A score a cell, in their order. */
export function scoresOf(cells: readonly Rounds[]): Score[] {
  const count = Math.max(0, ...cells.map((rounds) => rounds.length));
  const pace = paceOf(cells, count);
  return cells.map((rounds) => {
    const fair = rounds.flatMap((value, k) => (value === null ? [] : [value / (pace[k] ?? 1)]));
    const value = quantile(fair, 0.5);
    const spread = value > 0 ? (quantile(fair, 0.75) - quantile(fair, 0.25)) / 2 / value : 0;
    return { value, spread };
  });
}

/**
 * How fast the machine was in each round, around 1: the geometric mean of what the cells of the round did, each against
 * its own middle value over all rounds.
 */
function paceOf(cells: readonly Rounds[], count: number): number[] {
  const middles = cells.map((rounds) =>
    quantile(
      rounds.filter((value) => value !== null),
      0.5,
    ),
  );
  return Array.from({ length: count }, (_, k) => {
    const logs = cells.flatMap((rounds, cell) => {
      const [value, middle] = [rounds[k] ?? null, middles[cell] ?? 0];
      return value === null || value <= 0 || middle <= 0 ? [] : [Math.log(value / middle)];
    });
    return logs.length === 0 ? 1 : Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
  });
}

/** Between the two values around it in proportion; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return low + (high - low) * (at - Math.floor(at));
}
