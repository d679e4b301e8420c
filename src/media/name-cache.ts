/** The addresses that DNS has for a host, asked once for all who want them at a time, and kept for a while. */
import type { LookupAddress } from 'node:dns';

/** As the callback form of `dns.lookup` with `all`. */
export type FindAddresses = (
  host: string,
  options: { readonly all: true },
  callback: (error: Error | null, found: LookupAddress[]) => void,
) => void;

export type OnFound = (error: Error | null, found: readonly LookupAddress[]) => void;

export interface NameCache {
  /** Calls back later, as DNS does, also with what is kept; with no addresses when there is an error. */
  find(host: string, onFound: OnFound): void;
}

const KEEP_MS = 60_000;
/** A name that is not found may be so only for a moment. */
const KEEP_FAILURE_MS = 5000;
const MAX_HOSTS = 1024;

interface Entry {
  /** Null while DNS is asked. */
  answer: { readonly error: Error | null; readonly found: readonly LookupAddress[]; readonly untilMs: number } | null;
  waiting: OnFound[];
}

/** @param findAddresses asks DNS */
export function createNameCache(findAddresses: FindAddresses, nowMs: () => number): NameCache {
  // In the order in which they were asked for first, so the first one is the oldest.
  const hosts = new Map<string, Entry>();

  function ask(host: string, onFound: OnFound): void {
    const entry: Entry = { answer: null, waiting: [onFound] };
    hosts.delete(host);
    const [oldest] = hosts.keys();
    if (hosts.size >= MAX_HOSTS && oldest !== undefined) hosts.delete(oldest);
    hosts.set(host, entry);
    findAddresses(host, { all: true }, (error, addresses) => {
      const found = error === null ? addresses : [];
      entry.answer = { error, found, untilMs: nowMs() + (error === null ? KEEP_MS : KEEP_FAILURE_MS) };
      const { waiting } = entry;
      entry.waiting = [];
      for (const onFound of waiting) onFound(error, found);
    });
  }

  return {
    find(name, onFound) {
      const host = name.toLowerCase();
      const kept = hosts.get(host);
      const answer = kept?.answer ?? null;
      if (answer !== null && answer.untilMs > nowMs()) {
        queueMicrotask(() => onFound(answer.error, answer.found));
        return;
      }
      if (kept !== undefined && answer === null) kept.waiting.push(onFound);
      else ask(host, onFound);
    },
  };
}
