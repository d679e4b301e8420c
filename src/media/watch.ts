/** Ends exchanges that take too long, or whose bytes come too slowly: one timer for all, since a timer each costs more. */
import { Bag, type BagItem } from '../core/bag.js';
import type { Clock } from './clock.js';

/** How often it looks. */
const TICK_MS = 100;
/** The time over which the least rate must be kept. */
const RATE_OVER_MS = 10_000;

export interface Watched {
  /** Bytes of the body so far; null before the head has come. */
  bytes(): number | null;
  /** Called once, with a clause for people. */
  end(why: string): void;
}

/** An exchange that is watched over. */
export interface WatchEntry extends BagItem {
  readonly watched: Watched;
  /** When it has to be done. */
  readonly overMs: number;
  /** Since when, and from what on, its rate is looked at. */
  markMs: number;
  markBytes: number;
}

export interface Watch {
  /** Watches over an exchange until it is taken out. */
  add(watched: Watched, leftMs: number): WatchEntry;
  delete(entry: WatchEntry): void;
}

/**
 * @param deadlineMs of a whole try, for the message
 * @param minRate bytes a second that a body must keep over any ten seconds; 0: none
 */
export function createWatch(clock: Clock, deadlineMs: number, minRate: number): Watch {
  const entries = new Bag<WatchEntry>();
  let timer: NodeJS.Timeout | null = null;

  function look(): void {
    const nowMs = clock.nowMs();
    for (const entry of entries.list()) {
      const why = nowMs >= entry.overMs ? `not done after ${deadlineMs} ms` : slowness(entry, nowMs);
      if (why === null) continue;
      entries.delete(entry);
      entry.watched.end(why);
    }
    if (entries.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  }

  function slowness(entry: WatchEntry, nowMs: number): string | null {
    const bytes = entry.watched.bytes();
    if (bytes === null) entry.markMs = nowMs;
    else if (nowMs - entry.markMs >= RATE_OVER_MS) {
      if (bytes - entry.markBytes < (minRate * (nowMs - entry.markMs)) / 1000) return `under ${minRate} bytes a second`;
      entry.markMs = nowMs;
      entry.markBytes = bytes;
    }
    return null;
  }

  return {
    add(watched, leftMs) {
      const nowMs = clock.nowMs();
      const entry = { watched, overMs: nowMs + leftMs, markMs: nowMs, markBytes: 0, place: -1 };
      entries.add(entry);
      // Sockets keep a process alive, this need not.
      timer ??= setInterval(look, TICK_MS).unref();
      return entry;
    },
    delete: (entry) => entries.delete(entry),
  };
}
