/**
 * When a request may be sent: when its host is alive, its pace allows it, and a connection is free.
 *
 * Requests wait in a line a host, and the lines take turns. Nobody holds a connection while it waits for anything, and no
 * turn is taken before a connection is there: so a host that is slow, held or dead stops no other one.
 */
import type { Demand } from '../core/demand-map.js';
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
  /** Whether a further request could be sent at once, to a host that is not kept waiting itself. */
  readonly demand: Demand;
}

export type Leave = () => void;

/** This thread's own connections are looked for when they are left; of other threads' there is no sign, so it looks so often. */
const LOOK_AGAIN_MS = 20;

/** Hosts that are remembered, also while nobody waits for them. */
const KEPT_LINES = 1024;

/** One request in a line. */
interface Waiter {
  readonly isPatient: boolean;
  readonly signal: AbortSignal;
  readonly settle: (leave: Leave | null) => void;
  readonly reject: (reason: unknown) => void;
  isGone: boolean;
}

/** The requests to one host. */
interface HostLine {
  readonly host: string;
  readonly waiting: Line<Waiter>;
  readonly leave: Leave;
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
  /** And no other host could be given one either. */
  readonly isForAny: boolean;
}

export function createLimiter(connections: Connections, pacer: Pacer, breaker: Breaker, clock: Clock): Limiter {
  /** Where somebody waits; who is served goes to the end. */
  const lines: HostLine[] = [];
  /** And others, since to make and forget one with each request costs more than to keep it. */
  const byHost = new Map<string, HostLine>();
  const heard = new WeakSet<AbortSignal>();
  let alarm: Alarm | null = null;
  let lacksAny = false;
  const onDemand: (() => void)[] = [];

  function lineOf(host: string): HostLine {
    let line = byHost.get(host);
    if (line === undefined) {
      if (byHost.size >= KEPT_LINES) forgetLines();
      const leave = (): void => {
        connections.give(host);
        pump();
      };
      line = { host, waiting: createLine(), leave };
      byHost.set(host, line);
    }
    return line;
  }

  function forgetLines(): void {
    for (const [host, { waiting }] of byHost) if (waiting.length() === 0) byHost.delete(host);
  }

  /** Serves a line as far as it goes; null when it is empty. */
  function serve({ host, waiting, leave }: HostLine): Wait | null {
    for (;;) {
      while (waiting.first()?.isGone === true) waiting.shift();
      const first = waiting.first();
      if (first === undefined) return null;
      const { waitMs: deadMs, isHopeless } = breaker.look(host, clock.nowMs());
      const isWaiting = first.isPatient && !isHopeless;
      if (deadMs > 0 && isWaiting) return heldFor(deadMs);
      // A dead host is asked as long as the job goes on, but not for ever by those who have nothing else left.
      if (deadMs > 0 || (first.isPatient && isHopeless)) {
        waiting.shift();
        first.settle(null);
        continue;
      }
      if (!connections.take(host)) {
        const ms = connections.mayBeLeftElsewhere() ? LOOK_AGAIN_MS : Infinity;
        return { ms, isForConnection: true, isForAny: connections.areTaken() };
      }
      const paceMs = pacer.take(host, clock.nowMs());
      if (paceMs > 0 || !breaker.ask(host, clock.nowMs())) {
        connections.give(host);
        return heldFor(Math.max(paceMs, 1));
      }
      waiting.shift();
      first.settle(leave);
      // One at a time, so that every line has its turn.
      return heldFor(0);
    }
  }

  function pump(): void {
    let soonestMs = Infinity;
    let lacksConnection = false;
    lacksAny = false;
    for (let at = 0; ;) {
      const line = lines[at];
      if (line === undefined) break;
      const wait = serve(line);
      if (wait === null) lines.splice(at, 1);
      else if (wait.ms === 0) {
        // To the end, where this loop comes by again when all others have had their turn.
        if (at < lines.length - 1) lines.push(...lines.splice(at, 1));
      } else {
        at += 1;
        soonestMs = Math.min(soonestMs, wait.ms);
        lacksConnection ||= wait.isForConnection;
        lacksAny ||= wait.isForAny;
      }
    }
    connections.setWaiting(lacksConnection);
    setAlarm(soonestMs);
    for (const listener of onDemand) if (!lacksAny) listener();
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
    stopOf(signal).listeners.add({ abort: (reason) => rejectAll(signal, reason), place: -1 });
  }

  function rejectAll(signal: AbortSignal, reason: unknown): void {
    for (const { waiting } of lines) {
      for (const waiter of waiting) {
        if (waiter.signal !== signal || waiter.isGone) continue;
        waiter.isGone = true;
        waiter.reject(reason);
      }
    }
    pump();
    if (lines.length === 0) {
      alarm?.stop.abort();
      alarm = null;
    }
  }

  return {
    demand: {
      isThere: () => !lacksAny,
      listen(listener) {
        onDemand.push(listener);
        return () => void onDemand.splice(onDemand.indexOf(listener), 1);
      },
    },
    enter(host, isPatient, signal) {
      return new Promise((settle, reject) => {
        if (stopOf(signal).isAborted) {
          reject(signal.reason);
          return;
        }
        listenTo(signal);
        const waiter: Waiter = { isPatient, signal, settle, reject, isGone: false };
        const line = lineOf(host);
        line.waiting.push(waiter);
        // With others in front of it nothing has changed.
        if (line.waiting.length() > 1) return;
        lines.push(line);
        pump();
      });
    },
  };
}

/** Kept waiting by the host itself. */
function heldFor(ms: number): Wait {
  return { ms, isForConnection: false, isForAny: false };
}
