/**
 * The shared memory in which all threads of a job keep one pace, one count of connections and one opinion of each host.
 *
 * First `HOST_SLOTS` slots of `HOST_WORDS` words of 64 bits, one a host (`media/host-slots.ts` says which), then a place
 * each on the board that people see, then words of 32 bits: `THREAD_WORDS` for each row of a thread, then for each row the connections that it has to each host.
 */
import { BOARD_BYTES, HostBoard } from './host-board.js';

/** Hosts with a slot of their own. Further ones share them, which is slower than they need and never wrong. */
export const HOST_SLOTS = 256;

export const HOST_WORDS = 16;

/** Words of a host's slot. Times are nanoseconds of the monotonic clock, and 0 is none. */
export const HOST_WORD = {
  /** Whose slot it is; 0: nobody's yet. */
  key: 0,
  // Of the pacer.
  /** When the next request may be sent. */
  next: 1,
  /** No request before this: what a `Retry-After` asked for. */
  held: 2,
  /** Nanoseconds between two requests while it is slowed down; 0: the full rate. */
  gap: 3,
  /** The gap at which it was last too fast. */
  ceiling: 4,
  /** When that was. */
  cut: 5,
  /** Files since then. */
  files: 6,
  /** When the first of them could be asked for. */
  since: 7,
  /** Files of late, and "too many" among them. */
  lately: 8,
  refused: 9,
  // Of the breaker.
  /** In a row. */
  failures: 10,
  /** 0: it is alive. */
  nextProbe: 11,
  /** When the last failure was that counted. */
  lastFailure: 12,
  // Of the connections.
  /** As many it may have; 0: none was asked for yet. */
  limit: 13,
} as const;

/** Owner, waiting flag and connections of a thread. */
export const THREAD_WORDS = 4;

/** Rows beyond the number of threads, for those that come in the place of threads that died. */
const SPARE_ROWS = 4;

const BOARD_AT = HOST_SLOTS * HOST_WORDS * 8;
const ROWS_AT = BOARD_AT + HOST_SLOTS * BOARD_BYTES;

/** Made once for a job of so many threads, and given to every worker. */
export function createHostBuffer(threads: number): SharedArrayBuffer {
  const rows = threads + SPARE_ROWS;
  return new SharedArrayBuffer(ROWS_AT + rows * (THREAD_WORDS + HOST_SLOTS) * 4);
}

/** The 64-bit words of all hosts. */
export function hostWords(buffer: SharedArrayBuffer): BigInt64Array {
  return new BigInt64Array(buffer, 0, HOST_SLOTS * HOST_WORDS);
}

/** What is shown of each host, and may be set for it. */
export function hostBoard(buffer: SharedArrayBuffer): HostBoard {
  return new HostBoard(buffer, BOARD_AT, HOST_SLOTS);
}

/** Each row's own words and its connections, one row behind the other. */
export function threadRows(buffer: SharedArrayBuffer): Int32Array {
  return new Int32Array(buffer, ROWS_AT);
}

export const ROW_WORDS = THREAD_WORDS + HOST_SLOTS;

/** Gives back the connections of a thread that is gone; `threadId` is Node's. */
export function releaseThread(buffer: SharedArrayBuffer, threadId: number): void {
  const words = threadRows(buffer);
  for (let row = 0; row < words.length; row += ROW_WORDS) {
    if (Atomics.load(words, row) !== threadId) continue;
    for (let at = 1; at < ROW_WORDS; at += 1) Atomics.store(words, row + at, 0);
    // Last: now another thread may take the row.
    Atomics.store(words, row, 0);
  }
}
