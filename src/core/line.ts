/** A line in which who comes first is served first: an array's own `shift` may move all the others, and thousands may wait. */

export interface Line<T> extends Iterable<T> {
  push(item: T): void;
  first(): T | undefined;
  shift(): T | undefined;
  length(): number;
}

/** So many places that have been left are kept before the array is cut. */
const KEPT_PLACES = 256;

export function createLine<T>(): Line<T> {
  let items: (T | undefined)[] = [];
  let at = 0;

  return {
    push(item) {
      items.push(item);
    },
    first: () => items[at],
    shift() {
      if (at === items.length) return undefined;
      const item = items[at];
      // What is done with is not kept alive.
      items[at] = undefined;
      at += 1;
      if (at === items.length) {
        items.length = 0;
        at = 0;
      } else if (at >= KEPT_PLACES && at * 2 >= items.length) {
        items = items.slice(at);
        at = 0;
      }
      return item;
    },
    length: () => items.length - at,
    *[Symbol.iterator]() {
      // A border: what stands from `at` on was pushed.
      for (let k = at; k < items.length; k += 1) yield items[k] as T;
    },
  };
}
