/** A list begun elsewhere: so that each of those that are measured in turns has each place in a round. */

/** The list, begun at its `by`-th entry. */
export function rotated<Value>(values: readonly Value[], by: number): readonly Value[] {
  const first = values.length === 0 ? 0 : by % values.length;
  return [...values.slice(first), ...values.slice(0, first)];
}
