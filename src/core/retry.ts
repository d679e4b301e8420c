/** Which outcomes are asked again and after how long: a table and arithmetic; clock and random are the caller's. */
import type { Outcome } from './outcome.js';

/** Exponential backoff with full jitter: before try n + 1 a wait between 0 and `min(capMs, baseMs * 2^(n - 1))`. */
export interface Backoff {
  readonly baseMs: number;
  readonly capMs: number;
}

const LINE_TROUBLE: Backoff = { baseMs: 500, capMs: 30_000 };
const ASKED_TO_SLOW_DOWN: Backoff = { baseMs: 2000, capMs: 120_000 };

/** Null stands for: a second try would end the same way. */
export const RETRIES: Readonly<Record<Outcome, Backoff | null>> = {
  ok: null,
  skipped: null,
  gone: null,
  throttled: ASKED_TO_SLOW_DOWN,
  refused: null,
  'wrong-type': null,
  truncated: LINE_TROUBLE,
  'too-large': null,
  unfit: null,
  timeout: LINE_TROUBLE,
  network: LINE_TROUBLE,
  'server-error': LINE_TROUBLE,
  blocked: null,
};

/** The longest `Retry-After` that is obeyed, in milliseconds; a longer one counts as this. So no server can park a job for a day. */
export const RETRY_AFTER_CAP_MS = 600_000;

/**
 * Milliseconds to wait before the next try, or null when `outcome` is not worth one.
 * @param tries how many tries there were, from 1
 * @param random a number in [0, 1)
 */
export function backoffMs(outcome: Outcome, tries: number, random: number): number | null {
  const backoff = RETRIES[outcome];
  return backoff === null ? null : random * Math.min(backoff.capMs, backoff.baseMs * 2 ** (tries - 1));
}

const SECONDS = /^[0-9]+$/;

/** All three forms of an HTTP date open with the name of the day; `Date.parse` alone would take `3 apples`. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/;

/**
 * What a `Retry-After` header asks for in milliseconds from now, at most `RETRY_AFTER_CAP_MS`; null when it says nothing that can be read.
 * @param wallMs the time of day, in Unix milliseconds: the header may hold a date
 */
export function retryAfterMs(header: string | null, wallMs: number): number | null {
  const text = header?.trim() ?? '';
  if (SECONDS.test(text)) return Math.min(Number(text) * 1000, RETRY_AFTER_CAP_MS);
  if (!HTTP_DATE.test(text)) return null;
  // The oldest of the three forms names no zone, and all HTTP dates are GMT.
  const dateMs = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(dateMs) ? null : Math.min(Math.max(dateMs - wallMs, 0), RETRY_AFTER_CAP_MS);
}
