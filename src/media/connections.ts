/**
 * How many connections are in use, over all threads: in all, and to each host. Every thread counts its own in a row of
 * shared memory, so that what a dead one held can be given back.
 *
 * A host begins with one and gets one more with each answer, so twice as many from round to round, down to half when it
 * does not answer: so a host that drips does not hold what another could use.
 */
import { threadId } from 'node:worker_threads';
import { HOST_WORD, HOST_WORDS, ROW_WORDS, THREAD_WORDS, threadRows } from '../core/host-buffer.js';
import type { HostSlots } from './host-slots.js';

// Words of a thread's row.
const OWNER = 0;
const IS_WAITING = 1;
const IN_USE = 2;

/** To a host that nothing is known of. */
const FIRST_LIMIT = 1;

export interface Connections {
  /** Whether there is one for `host`: then it is taken. */
  take(host: string): boolean;
  give(host: string): void;
  /** Whether there is none at all for this thread, to whatever host. */
  areTaken(): boolean;
  /**
   * Whether one may be left without a sign of it here: by other threads that have some. Where this thread has none there is
   * nobody else to leave one: two that reached for the last one at the same moment may both have stepped back.
   */
  mayBeLeftElsewhere(): boolean;
  /** Whether this thread has requests that lack a connection: the others then keep to their share. */
  setWaiting(isWaiting: boolean): void;
  /** The host gave a file. */
  grow(host: string): void;
  /** The host was too slow, or did not answer. */
  shrink(host: string): void;
}

/** @param total over all threads; each can have one, also where that makes more */
export function createConnections(buffer: SharedArrayBuffer, { words, slotOf }: HostSlots, total: number): Connections {
  const rows = threadRows(buffer);
  const own = claimRow(rows);
  const limitOf = (host: string): number =>
    Number(Atomics.load(words, slotOf(host) * HOST_WORDS + HOST_WORD.limit)) || Math.min(FIRST_LIMIT, total);
  const sumOf = (word: number): number => {
    let sum = 0;
    for (let row = 0; row < rows.length; row += ROW_WORDS) sum += Atomics.load(rows, row + word);
    return sum;
  };
  const setLimit = (host: string, change: (limit: number) => number): void => {
    const limit = Math.min(Math.max(change(limitOf(host)), 1), total);
    Atomics.store(words, slotOf(host) * HOST_WORDS + HOST_WORD.limit, BigInt(limit));
  };

  const hasShare = (mine: number): boolean => {
    const others = sumOf(IS_WAITING) - Atomics.load(rows, own + IS_WAITING);
    return mine >= Math.ceil(total / (others + 1));
  };

  return {
    take(host) {
      const slot = THREAD_WORDS + slotOf(host);
      const mine = Atomics.load(rows, own + IN_USE);
      if (mine > 0 && hasShare(mine)) return false;
      // First taken, then looked whether there was one: two that do so at once may both step back, never both go on.
      Atomics.add(rows, own + IN_USE, 1);
      Atomics.add(rows, own + slot, 1);
      const isOver = (mine > 0 && sumOf(IN_USE) > total) || sumOf(slot) > limitOf(host);
      if (!isOver) return true;
      Atomics.sub(rows, own + IN_USE, 1);
      Atomics.sub(rows, own + slot, 1);
      return false;
    },
    give(host) {
      Atomics.sub(rows, own + IN_USE, 1);
      Atomics.sub(rows, own + THREAD_WORDS + slotOf(host), 1);
    },
    areTaken() {
      const mine = Atomics.load(rows, own + IN_USE);
      return mine > 0 && (hasShare(mine) || sumOf(IN_USE) >= total);
    },
    mayBeLeftElsewhere() {
      const mine = Atomics.load(rows, own + IN_USE);
      return mine === 0 || sumOf(IN_USE) > mine;
    },
    setWaiting(isWaiting) {
      Atomics.store(rows, own + IS_WAITING, isWaiting ? 1 : 0);
    },
    grow: (host) => setLimit(host, (limit) => limit + 1),
    shrink: (host) => setLimit(host, (limit) => Math.floor(limit / 2)),
  };
}

/** The first word of this thread's row. */
function claimRow(rows: Int32Array): number {
  // The main thread's own id is 0, which stands for nobody; only tests fetch there.
  const id = threadId || -1;
  for (let row = 0; row < rows.length; row += ROW_WORDS) {
    const owner = Atomics.compareExchange(rows, row + OWNER, 0, id);
    if (owner === 0 || owner === id) return row;
  }
  throw new Error(`Expected a row for each thread, got none of ${rows.length / ROW_WORDS} for thread ${id}.`);
}
