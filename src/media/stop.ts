/**
 * An abort signal for those who look at it with every request: a plain object, and one listener for all of them.
 *
 * Signals are no two of one shape to V8, so code that touches them is thrown away and compiled anew with each shard; and
 * to add and remove a listener costs more than the rest of a request's bookkeeping.
 */
import { setMaxListeners } from 'node:events';

export interface Stop {
  isAborted: boolean;
  /** Whoever does not want to be told any more takes itself out. */
  readonly listeners: Set<StopListener>;
}

export interface StopListener {
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
  const listeners = new Set<StopListener>();
  const stop: Stop = { isAborted: signal.aborted, listeners };
  const onAbort = (): void => {
    stop.isAborted = true;
    for (const listener of listeners) listener.abort(signal.reason);
    listeners.clear();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  return stop;
}
