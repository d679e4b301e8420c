/**
 * When a request may be sent: when its host is alive, its pace allows it, and a connection is free.
 *
 * Requests wait in a line a host, and the lines take turns. Nobody holds a connection while it waits for anything, and no
 * turn is taken before a connection is there: so a host that is slow, held or dead stops no other one.
 */
import { createLine, type Line } from '../core/line.js';
import type { Breaker } from './breaker.js';
import type { Clock } from './clock.js';
import type { Connections } from './connections.js';
import type { Pacer } from './pacer.js';
import { stopOf } from './stop.js';

export interface Limiter {
  /**
   * Resolves when a request to `host` may be sent now, with what to call, once, when its answer is read; or with null when
   * the host is dead, which a patient one waits through for a while. Rejects when `signal` aborts.
   */
  enter(host: string, isPatient: boolean, signal: AbortSignal): Promise<Leave | null>;
}

export type Leave = () => void;

/** This thread's own connections are looked for when they are left; of other threads' there is no sign, so it looks so often. */
const LOOK_AGAIN_MS = 5;

/** One request in a line. */
interface Waiter {
  readonly isPatient: boolean;
  readonly signal: AbortSignal;
  readonly settle: (leave: Leave | null) => void;
  readonly reject: (reason: unknown) => void;
  isGone: boolean;
}

/** When to look again. */
interface Alarm {
  readonly atMs: number;
  readonly stop: AbortController;
}

/** What a line is kept waiting by, and how long it is until that may have changed. */
interface Wait {
  readonly ms: number;
  /** It waits for a connection and nothing else. */
  readonly isForConnection: boolean;
}

export function createLimiter(connections: Connections, pacer: Pacer, breaker: Breaker, clock: Clock): Limiter {
  const lines = new Map<string, Line<Waiter>>();
  const heard = new WeakSet<AbortSignal>();
  let alarm: Alarm | null = null;

  function leaveOf(host: string): Leave {
    return () => {
      connections.give(host);
      pump();
    };
  }

  /** Serves a line as far as it goes; null when it is empty. */
  function serve(host: string, line: Line<Waiter>): Wait | null {
    for (;;) {
      while (line.first()?.isGone === true) line.shift();
      const first = line.first();
      if (first === undefined) return null;
      const { waitMs: deadMs, isHopeless } = breaker.look(host, clock.nowMs());
      const isWaiting = first.isPatient && !isHopeless;
      if (deadMs > 0 && isWaiting) return { ms: deadMs, isForConnection: false };
      // A dead host is asked as long as the job goes on, but not for ever by those who have nothing else left.
      if (deadMs > 0 || (first.isPatient && isHopeless)) {
        line.shift();
        first.settle(null);
        continue;
      }
      if (!connections.take(host))
        return { ms: connections.areShared() ? LOOK_AGAIN_MS : Infinity, isForConnection: true };
      const paceMs = pacer.take(host, clock.nowMs());
      if (paceMs > 0 || !breaker.ask(host, clock.nowMs())) {
        connections.give(host);
        return { ms: Math.max(paceMs, 1), isForConnection: false };
      }
      line.shift();
      first.settle(leaveOf(host));
      // One at a time, so that every line has its turn.
      return { ms: 0, isForConnection: false };
    }
  }

  function pump(): void {
    let soonestMs = Infinity;
    let lacksConnection = false;
    for (const [host, line] of lines) {
      const wait = serve(host, line);
      if (wait === null) lines.delete(host);
      else if (wait.ms === 0) {
        // To the end, where this loop comes by again when all others have had their turn.
        lines.delete(host);
        lines.set(host, line);
      } else {
        soonestMs = Math.min(soonestMs, wait.ms);
        lacksConnection ||= wait.isForConnection;
      }
    }
    connections.setWaiting(lacksConnection);
    setAlarm(soonestMs);
  }

  /** Pumps again after so long, unless that is done earlier anyway. */
  function setAlarm(ms: number): void {
    const atMs = clock.nowMs() + ms;
    if (alarm !== null && alarm.atMs <= atMs) return;
    alarm?.stop.abort();
    alarm = null;
    if (ms === Infinity) return;
    const own = { atMs, stop: new AbortController() };
    alarm = own;
    void ring(own, ms);
  }

  async function ring(own: Alarm, ms: number): Promise<void> {
    // Another alarm may come in its place.
    await clock.sleep(ms, own.stop.signal).catch(() => {});
    if (alarm !== own) return;
    alarm = null;
    pump();
  }

  /** One listener a signal, however many wait: to add and to remove thousands takes longer than the requests. */
  function listenTo(signal: AbortSignal): void {
    if (heard.has(signal)) return;
    heard.add(signal);
    stopOf(signal).listeners.add({ abort: (reason) => rejectAll(signal, reason) });
  }

  function rejectAll(signal: AbortSignal, reason: unknown): void {
    for (const line of lines.values()) {
      for (const waiter of line) {
        if (waiter.signal !== signal || waiter.isGone) continue;
        waiter.isGone = true;
        waiter.reject(reason);
      }
    }
    pump();
    if (lines.size === 0) {
      alarm?.stop.abort();
      alarm = null;
    }
  }

  return {
    enter(host, isPatient, signal) {
      return new Promise((settle, reject) => {
        if (stopOf(signal).isAborted) {
          reject(signal.reason);
          return;
        }
        listenTo(signal);
        const waiter: Waiter = { isPatient, signal, settle, reject, isGone: false };
        const line = lines.get(host);
        if (line !== undefined) {
          // With others in front of it nothing has changed.
          line.push(waiter);
          return;
        }
        const own = createLine<Waiter>();
        own.push(waiter);
        lines.set(host, own);
        pump();
      });
    },
  };
}
