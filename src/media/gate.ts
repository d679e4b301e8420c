/** Lets at most a set number in at a time; the others wait in the order in which they came. */

export interface Gate {
  /** Resolves when there is a place; call what it gives, once, to leave. Rejects with the signal's reason when it aborts. */
  enter(signal: AbortSignal): Promise<() => void>;
  /** Nobody is in and nobody waits. */
  isEmpty(): boolean;
}

export function createGate(places: number): Gate {
  let free = places;
  // A set keeps the order, and lets one who gives up go without a search.
  const waiting = new Set<() => void>();

  function leave(): void {
    const [next] = waiting;
    if (next === undefined) {
      free += 1;
      return;
    }
    // The place goes from hand to hand: `free` stays 0, so nobody who comes now can be first.
    waiting.delete(next);
    next();
  }

  return {
    async enter(signal) {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return leave;
      }
      await new Promise<void>((resolve, reject) => {
        const come = (): void => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        };
        const giveUp = (): void => {
          waiting.delete(come);
          reject(signal.reason);
        };
        waiting.add(come);
        signal.addEventListener('abort', giveUp, { once: true });
      });
      return leave;
    },
    isEmpty: () => free === places && waiting.size === 0,
  };
}
