/** Makes few lists of many: what is done in a row costs less each time. */

/** Lists of at least so many items, but for the last one, which may be empty. */
export async function* gathered<T>(
  batches: AsyncIterable<readonly T[]>,
  atLeast: number,
): AsyncGenerator<readonly T[], void, undefined> {
  let items: T[] = [];
  for await (const batch of batches) {
    items.push(...batch);
    if (items.length < atLeast) continue;
    yield items;
    items = [];
  }
  yield items;
}
