/** The one primitive for parallelism: an ordered map with a bounded window over an iterable. */
import { createLine } from './line.js';

/** What `orderedMap` calls for each item; `signal` aborts when the map has failed or its consumer has left. */
export type MapItem<T, R> = (item: T, signal: AbortSignal) => Promise<R>;

interface Entry<R> {
  result: { readonly value: R } | null;
}

/**
 * Maps `source` through `map` with at most `window` items (as many as it says at that moment, where it is a function)
 * between pulled and yielded, and yields the results in the
 * order of the source. Pulling is the backpressure: nothing is pulled while the window is full. The first failure, of
 * the source or of any item, ends it at once: `signal` aborts, what is in flight is awaited, the source is closed, and
 * the failure is thrown.
 */
export async function* orderedMap<T, R>(
  source: AsyncIterable<T> | Iterable<T>,
  window: number | (() => number),
  map: MapItem<T, R>,
): AsyncGenerator<R, void, undefined> {
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  const controller = new AbortController();
  const { signal } = controller;
  const widest = typeof window === 'number' ? () => window : window;
  const entries = createLine<Entry<R>>();
  let failure: { readonly error: unknown } | null = null;
  /** Items and pulls. */
  let inFlight = 0;
  let isPulling = false;
  let isExhausted = false;
  let wake: () => void = () => {};

  const fail = (error: unknown): void => {
    failure ??= { error };
    controller.abort();
    wake();
  };
  /** One is done; it wakes whoever waits for just this one, or for all: there may be thousands under way. */
  const settle = (isAwaited: boolean): void => {
    inFlight -= 1;
    if (isAwaited || inFlight === 0) wake();
  };
  const onFailure = (error: unknown): void => {
    fail(error);
    settle(true);
  };
  const start = (item: T): void => {
    const entry: Entry<R> = { result: null };
    entries.push(entry);
    // Callbacks instead of async functions and a set of their promises: this is done for each file of a job.
    const mapped = map(item, signal);
    inFlight += 1;
    const onValue = (value: R): void => {
      entry.result = { value };
      settle(entries.first() === entry);
    };
    mapped.then(onValue, onFailure);
  };
  const take = (next: IteratorResult<T>): void => {
    if (next.done === true) isExhausted = true;
    else start(next.value);
  };
  const pullLater = async (next: PromiseLike<IteratorResult<T>>): Promise<void> => {
    isPulling = true;
    inFlight += 1;
    try {
      const pulled = await next;
      isPulling = false;
      take(pulled);
    } catch (error) {
      isPulling = false;
      isExhausted = true;
      fail(error);
    }
    settle(true);
  };
  const pull = (): void => {
    try {
      const next = iterator.next();
      if ('then' in next) void pullLater(next);
      else take(next);
    } catch (error) {
      isExhausted = true;
      fail(error);
    }
  };
  const isBusy = (): boolean => inFlight > 0;
  const takeFailure = (): { readonly error: unknown } | null => failure;
  // No await stands between the checks before this and what it does at once, so no wake-up can be missed.
  const woken = (): Promise<void> =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });

  try {
    for (;;) {
      const failed = takeFailure();
      if (failed !== null) throw failed.error;
      const result = entries.first()?.result ?? null;
      if (result !== null) {
        entries.shift();
        yield result.value;
      } else if (!isPulling && !isExhausted && entries.length() < widest()) pull();
      else if (entries.length() === 0 && !isPulling && isExhausted) return;
      else await woken();
    }
  } finally {
    controller.abort();
    while (isBusy()) await woken();
    await iterator.return?.();
  }
}
