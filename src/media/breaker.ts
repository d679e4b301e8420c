/**
 * Which hosts are dead: words of shared memory a host. After some failures in a row, with no answer between them, nothing
 * is sent to a host but one request at a time, at ever longer intervals, until one of them is answered.
 */
import { HOST_WORD, HOST_WORDS } from '../core/host-buffer.js';
import type { HostSlots } from './host-slots.js';

const { failures: FAILURES, nextProbe: NEXT_PROBE, lastFailure: LAST_FAILURE } = HOST_WORD;

/** Failures in a row after which a host counts as dead. */
const DEAD_AFTER = 4;
const FIRST_PROBE_MS = 2000;
const LONGEST_PROBE_MS = 600_000;
/** Probes after which waiting for a host is over, where there is nothing else left to do. */
const LAST_PROBES = 4;

export interface Breaker {
  look(host: string, nowMs: number): HostState;
  /** Whether a request may go to `host`: always to one that is alive; to a dead one when a probe is due, which this then is. */
  ask(host: string, nowMs: number): boolean;
  /** The host gave an answer, whatever it says. */
  answered(host: string): void;
  /**
   * No answer came, or one that did not come to its end in time, which counts twice against a living host: it took that
   * long to learn. Requests that were all under way at once are one failure, not many: one that began before the last
   * failure says nothing new. Answers whether it counts.
   */
  failed(host: string, startedMs: number, nowMs: number, isTimeout?: boolean): boolean;
}

export interface HostState {
  /** Until the next probe of a dead host; 0 or less: a request may be tried. */
  readonly waitMs: number;
  /** It was asked so often that it is not worth waiting for. */
  readonly isHopeless: boolean;
}

const ALIVE: HostState = { waitMs: 0, isHopeless: false };

export function createBreaker({ words, slotOf }: HostSlots): Breaker {
  const firstWord = (host: string): number => slotOf(host) * HOST_WORDS;

  return {
    look(host, nowMs) {
      const slot = firstWord(host);
      const due = Atomics.load(words, slot + NEXT_PROBE);
      if (due === 0n) return ALIVE;
      const failures = Number(Atomics.load(words, slot + FAILURES));
      return { waitMs: Number(due) / 1e6 - nowMs, isHopeless: failures >= DEAD_AFTER + LAST_PROBES };
    },
    ask(host, nowMs) {
      const slot = firstWord(host);
      const due = Atomics.load(words, slot + NEXT_PROBE);
      if (due === 0n) return true;
      if (Number(due) / 1e6 > nowMs) return false;
      const failures = Number(Atomics.load(words, slot + FAILURES));
      // Who moves the time on is the one who asks.
      const next = toNs(nowMs + intervalMs(failures + 1));
      return Atomics.compareExchange(words, slot + NEXT_PROBE, due, next) === due;
    },
    answered(host) {
      const slot = firstWord(host);
      if (Atomics.load(words, slot + FAILURES) === 0n) return;
      Atomics.store(words, slot + FAILURES, 0n);
      Atomics.store(words, slot + NEXT_PROBE, 0n);
    },
    failed(host, startedMs, nowMs, isTimeout = false) {
      const slot = firstWord(host);
      const last = Atomics.load(words, slot + LAST_FAILURE);
      if (toNs(startedMs) < last || Atomics.compareExchange(words, slot + LAST_FAILURE, last, toNs(nowMs)) !== last)
        return false;
      const isAlive = Atomics.load(words, slot + NEXT_PROBE) === 0n;
      const more = isTimeout && isAlive ? 2n : 1n;
      const failures = Number(Atomics.add(words, slot + FAILURES, more) + more);
      if (failures >= DEAD_AFTER) Atomics.store(words, slot + NEXT_PROBE, toNs(nowMs + intervalMs(failures)));
      return true;
    },
  };
}

function intervalMs(failures: number): number {
  return Math.min(FIRST_PROBE_MS * 2 ** Math.max(failures - DEAD_AFTER, 0), LONGEST_PROBE_MS);
}

function toNs(ms: number): bigint {
  return BigInt(Math.round(ms * 1e6));
}
