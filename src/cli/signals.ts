/** Ctrl-C: once to finish what is in flight and save, twice to stop at once. */

export interface StopSignals {
  /** Aborts at the first signal. */
  readonly stop: AbortSignal;
  /** Aborts at the second. */
  readonly abort: AbortSignal;
  /** Takes the handlers off again. */
  close(): void;
}

/** What of `process` this needs. */
export interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM', handler: () => void): unknown;
  off(signal: 'SIGINT' | 'SIGTERM', handler: () => void): unknown;
}

export function stopSignals(source: SignalSource, say: (text: string) => void): StopSignals {
  const stop = new AbortController();
  const abort = new AbortController();
  const handler = (): void => {
    if (stop.signal.aborted) {
      abort.abort();
      return;
    }
    say('finishing the shards in flight; once more to stop at once\n');
    stop.abort();
  };
  source.on('SIGINT', handler);
  source.on('SIGTERM', handler);
  return {
    stop: stop.signal,
    abort: abort.signal,
    close() {
      source.off('SIGINT', handler);
      source.off('SIGTERM', handler);
    },
  };
}
