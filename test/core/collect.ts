/** Everything that an asynchronous iterable yields. */

/** `Array.fromAsync`, which Node 20 does not have. */
export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}
