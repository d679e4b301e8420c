/** An ordered map that pulls its source only while there is a demand: for items that soon wait for something of which there is only so much. */
import type { MapItem } from './ordered-map.js';

/** Whether one more item could be worked on at once, without waiting behind those that were pulled before it. */
export interface Demand {
  isThere(): boolean;
  /** Has `listener` called whenever it may have come back; null: nobody any more. */
  listen(listener: (() => void) | null): void;
}

/** Items that are pulled in one go, which is cheaper than each by itself; then whatever else has come gets its turn. */
const PULLED_AT_ONCE = 64;

/**
 * Maps `source` through `map` with at most `most` items under way, and resolves with the results in the order of the
 * source. Without demand nothing is pulled, unless nothing is under way. The first failure, of the source or of any item,
 * ends it: `signal` aborts, what is in flight is awaited, the source is closed, and the failure is what it rejects with.
 */
export async function demandMap<T, R>(
  source: Iterable<T>,
  most: number,
  demand: Demand,
  map: MapItem<T, R>,
): Promise<readonly R[]> {
  const iterator = source[Symbol.iterator]();
  const controller = new AbortController();
  const results: (R | undefined)[] = [];
  let failure: { readonly error: unknown } | null = null as { readonly error: unknown } | null;
  let underWay = 0;
  let isExhausted = false;
  let isPulling = false;
  let onEnd: () => void = () => {};

  const fail = (error: unknown): void => {
    failure ??= { error };
    controller.abort();
  };
  const settle = (): void => {
    underWay -= 1;
    pullSome();
  };
  const onFailure = (error: unknown): void => {
    fail(error);
    settle();
  };
  const pull = (): void => {
    try {
      const next = iterator.next();
      if (next.done === true) {
        isExhausted = true;
        return;
      }
      const at = results.push(undefined) - 1;
      const mapped = map(next.value, controller.signal);
      underWay += 1;
      const onValue = (value: R): void => {
        results[at] = value;
        settle();
      };
      mapped.then(onValue, onFailure);
    } catch (error) {
      fail(error);
    }
  };
  const mayPull = (): boolean => !isExhausted && failure === null && underWay < most;
  const isWanted = (): boolean => mayPull() && (underWay === 0 || demand.isThere());
  const pullSome = (): void => {
    // What is pulled may itself make or end the demand.
    if (isPulling) return;
    isPulling = true;
    if (isWanted()) for (let pulled = 0; pulled < PULLED_AT_ONCE && mayPull(); pulled += 1) pull();
    if (isWanted()) setImmediate(goOn);
    else {
      isPulling = false;
      if (underWay === 0) onEnd();
    }
  };
  const goOn = (): void => {
    isPulling = false;
    pullSome();
  };

  try {
    await new Promise<void>((resolve) => {
      onEnd = resolve;
      demand.listen(pullSome);
      pullSome();
    });
    if (failure !== null) throw failure.error;
    // A border: each has its result.
    return results as R[];
  } finally {
    demand.listen(null);
    controller.abort();
    iterator.return?.();
  }
}
