/** An ordered map that pulls its source only while there is a demand: for items that soon wait for something of which there is only so much. */
import { createLine } from './line.js';
import type { MapItem } from './ordered-map.js';

/** Whether one more item could be worked on at once, without waiting behind those that were pulled before it. */
export interface Demand {
  isThere(): boolean;
  /** Has `listener` called whenever it may have come back, those who came first before others, until what this gives is called. */
  listen(listener: () => void): () => void;
}

/** Items that are pulled in one go, which is cheaper than each by itself; then whatever else has come gets its turn. */
const PULLED_AT_ONCE = 64;

interface Entry<R> {
  result: { readonly value: R } | null;
}

/**
 * Maps `source` through `map` with at most `most` items under way, and yields the results in the order of the source, as
 * many at once as there are. Without demand nothing is pulled, unless nothing is under way; how many results wait for
 * their turn does not count. The first failure, of the source or of any item, ends it at once: `signal` aborts, what is in
 * flight is awaited, the source is closed, and the failure is thrown.
 */
export async function* demandMap<T, R>(
  source: Iterable<T>,
  most: number,
  demand: Demand,
  map: MapItem<T, R>,
): AsyncGenerator<readonly R[], void, undefined> {
  const iterator = source[Symbol.iterator]();
  const controller = new AbortController();
  const entries = createLine<Entry<R>>();
  let failure: { readonly error: unknown } | null = null;
  let underWay = 0;
  let isExhausted = false;
  let isPulling = false;
  let isOver = false;
  let wake: () => void = () => {};

  const fail = (error: unknown): void => {
    failure ??= { error };
    isOver = true;
    controller.abort();
    wake();
  };
  const settle = (isAwaited: boolean): void => {
    underWay -= 1;
    pullSome();
    if (isAwaited || underWay === 0) wake();
  };
  const onFailure = (error: unknown): void => {
    fail(error);
    settle(true);
  };
  const pull = (): void => {
    try {
      const next = iterator.next();
      if (next.done === true) {
        isExhausted = true;
        wake();
        return;
      }
      const entry: Entry<R> = { result: null };
      const mapped = map(next.value, controller.signal);
      entries.push(entry);
      underWay += 1;
      const onValue = (value: R): void => {
        entry.result = { value };
        settle(entries.first() === entry);
      };
      mapped.then(onValue, onFailure);
    } catch (error) {
      isExhausted = true;
      fail(error);
    }
  };
  const mayPull = (): boolean => !isExhausted && !isOver && underWay < most;
  const isWanted = (): boolean => mayPull() && (underWay === 0 || demand.isThere());
  const pullSome = (): void => {
    // What is pulled may itself make or end the demand.
    if (isPulling) return;
    isPulling = true;
    if (isWanted()) for (let pulled = 0; pulled < PULLED_AT_ONCE && mayPull(); pulled += 1) pull();
    if (isWanted()) setImmediate(goOn);
    else isPulling = false;
  };
  const goOn = (): void => {
    isPulling = false;
    pullSome();
  };
  const takeReady = (): readonly R[] => {
    const ready: R[] = [];
    for (let result = entries.first()?.result; result; result = entries.first()?.result) {
      ready.push(result.value);
      entries.shift();
    }
    return ready;
  };
  const takeFailure = (): { readonly error: unknown } | null => failure;
  const isBusy = (): boolean => underWay > 0;
  // No await stands between the checks before this and what it does at once, so no wake-up can be missed.
  const woken = (): Promise<void> =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });

  const unlisten = demand.listen(pullSome);
  try {
    pullSome();
    for (;;) {
      const failed = takeFailure();
      if (failed !== null) throw failed.error;
      const ready = takeReady();
      if (ready.length > 0) yield ready;
      else if (isExhausted && entries.length() === 0) return;
      else {
        await woken();
        // What else comes in this turn of the event loop comes along: fewer steps for more items cost less.
        await new Promise<void>((resolve) => {
          setImmediate(resolve);
        });
      }
    }
  } finally {
    isOver = true;
    unlisten();
    controller.abort();
    while (isBusy()) await woken();
    iterator.return?.();
  }
}
