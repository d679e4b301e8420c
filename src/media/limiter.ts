/** When a request may be sent: after its host's pace allows it, and when one of this worker's connections is free. */
import type { Clock } from './clock.js';
import { createGate, type Gate } from './gate.js';
import type { Pacer } from './pacer.js';

export interface Limiter {
  /** Resolves when a request to `host` may be sent now; call what it gives, once, when the answer is read. Rejects when `signal` aborts. */
  enter(host: string, signal: AbortSignal): Promise<() => void>;
}

/**
 * Only the first in a host's line takes a time from the pacer, and nobody holds a connection while it waits for one.
 * So a host that is held stops no other host, and times that were taken cannot pile up behind busy connections and go off in a burst.
 */
export function createLimiter(connections: number, pacer: Pacer, clock: Clock): Limiter {
  const places = createGate(connections);
  const lines = new Map<string, Gate>();

  function lineFor(host: string): Gate {
    let line = lines.get(host);
    if (line === undefined) {
      line = createGate(1);
      lines.set(host, line);
    }
    return line;
  }

  async function takePlace(host: string, signal: AbortSignal): Promise<() => void> {
    for (;;) {
      const waitMs = pacer.reserve(host, clock.nowMs()) - clock.nowMs();
      if (waitMs > 0) await clock.sleep(waitMs, signal);
      const leave = await places.enter(signal);
      // Another request may have been told to wait in the meantime: that holds for this one too.
      if (pacer.heldUntil(host) <= clock.nowMs()) return leave;
      leave();
    }
  }

  return {
    async enter(host, signal) {
      const line = lineFor(host);
      const leaveLine = await line.enter(signal);
      try {
        return await takePlace(host, signal);
      } finally {
        leaveLine();
        // Only hosts with someone in line are kept: the map stays as small as the work in flight.
        if (line.isEmpty()) lines.delete(host);
      }
    },
  };
}
