/**
 * An abort signal for those who look at it with every request: a plain object, and one listener for all of them.
 *
 * Signals are no two of one shape to V8, so code that touches them is thrown away and compiled anew with each shard; and
 * to add and remove a listener costs more than the rest of a request's bookkeeping.
 */
import { setMaxListeners } from 'node:events';
import { Bag, type BagItem } from '../core/bag.js';

export interface Stop {
  isAborted: boolean;
  /** Whoever does not want to be told any more takes itself out. */
  readonly listeners: Bag<StopListener>;
}

export interface StopListener extends BagItem {
  /** Called once. */
  abort(reason: unknown): void;
}

const stops = new WeakMap<AbortSignal, Stop>();

/** The same one for a signal each time. */
export function stopOf(signal: AbortSignal): Stop {
  let stop = stops.get(signal);
  if (stop === undefined) {
    stop = listenTo(signal);
    stops.set(signal, stop);
  }
  return stop;
}

function listenTo(signal: AbortSignal): Stop {
  // What waits in other places listens by itself, and there may be hundreds at once: to Node that looks like a leak.
  setMaxListeners(0, signal);
  const listeners = new Bag<StopListener>();
  const stop: Stop = { isAborted: signal.aborted, listeners };
  const onAbort = (): void => {
    stop.isAborted = true;
    const told = listeners.list();
    listeners.clear();
    for (const listener of told) listener.abort(signal.reason);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  return stop;
}
