/** Live counters that all threads share, for progress while shards are under way; the manifest stays the truth. */
import { OUTCOMES, type Outcome } from './outcome.js';

const ROWS = 0;
const RECORDS = 1;
const MEDIA_BYTES = 2;
const FIRST_OUTCOME = 3;

/** One 64-bit counter a name. */
const COUNTERS = FIRST_OUTCOME + OUTCOMES.length;

export function createCounters(): SharedArrayBuffer {
  return new SharedArrayBuffer(COUNTERS * BigInt64Array.BYTES_PER_ELEMENT);
}

/** Adds the rows and records that a worker has gone through. */
export function countRows(counters: SharedArrayBuffer, rows: number, records: number): void {
  const cells = new BigInt64Array(counters);
  Atomics.add(cells, ROWS, BigInt(rows));
  Atomics.add(cells, RECORDS, BigInt(records));
}

/** Adds one media file that has come to its end. */
export function countMedia(counters: SharedArrayBuffer, outcome: Outcome, bytes: number): void {
  const cells = new BigInt64Array(counters);
  Atomics.add(cells, MEDIA_BYTES, BigInt(bytes));
  Atomics.add(cells, FIRST_OUTCOME + OUTCOMES.indexOf(outcome), 1n);
}

export interface LiveCounts {
  readonly rows: number;
  readonly records: number;
  readonly mediaBytes: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
}

/** What has been counted so far; outcomes that have not occurred are left out. */
export function readCounters(counters: SharedArrayBuffer): LiveCounts {
  const cells = new BigInt64Array(counters);
  const read = (index: number): number => Number(Atomics.load(cells, index));
  const outcomes: Partial<Record<Outcome, number>> = {};
  for (const [k, outcome] of OUTCOMES.entries()) {
    const count = read(FIRST_OUTCOME + k);
    if (count > 0) outcomes[outcome] = count;
  }
  return { rows: read(ROWS), records: read(RECORDS), mediaBytes: read(MEDIA_BYTES), outcomes };
}
