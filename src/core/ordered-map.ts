/** The one primitive for parallelism: an ordered map with a bounded window over an iterable. */

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
  const widest = typeof window === 'number' ? () => window : window;
  const entries: Entry<R>[] = [];
  const pending = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | null = null;
  let isPulling = false;
  let isExhausted = false;
  let wake: () => void = () => {};

  const track = (work: Promise<void>): void => {
    const settled = work
      .catch((error: unknown) => {
        failure ??= { error };
        controller.abort();
      })
      .finally(() => {
        pending.delete(settled);
        wake();
      });
    pending.add(settled);
  };
  const start = async (item: T): Promise<void> => {
    const entry: Entry<R> = { result: null };
    entries.push(entry);
    entry.result = { value: await map(item, controller.signal) };
  };
  const pull = async (): Promise<void> => {
    try {
      const next = await iterator.next();
      if (next.done === true) isExhausted = true;
      else track(start(next.value));
    } catch (error) {
      isExhausted = true;
      throw error;
    } finally {
      isPulling = false;
    }
  };
  const takeFailure = (): { readonly error: unknown } | null => failure;

  try {
    for (;;) {
      const failed = takeFailure();
      if (failed !== null) throw failed.error;
      const head = entries[0];
      if (head?.result) {
        entries.shift();
        yield head.result.value;
        continue;
      }
      if (!isPulling && !isExhausted && entries.length < widest()) {
        isPulling = true;
        track(pull());
      }
      if (entries.length === 0 && !isPulling && isExhausted) return;
      // No await stands between the checks above and this one, so no wake-up can be missed.
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    controller.abort();
    while (pending.size > 0) await Promise.all(pending);
    await iterator.return?.();
  }
}
