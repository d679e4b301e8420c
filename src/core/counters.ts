/** Live counters that all threads share, for progress while shards are under way; the manifest stays the truth. */
import { rangeOf, type Histogram } from './histogram.js';
import { OUTCOMES, type Outcome } from './outcome.js';

const ROWS = 0;
const RECORDS = 1;
const MEDIA_BYTES = 2;
const FIRST_OUTCOME = 3;
const FIRST_RANGE = FIRST_OUTCOME + OUTCOMES.length;

/** Seconds: from what a machine in the same rack needs to the longest deadlines in use. */
const REQUEST_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

const REQUEST_MICROSECONDS = FIRST_RANGE + REQUEST_BOUNDS.length + 1;

/** One 64-bit counter a name. */
const COUNTERS = REQUEST_MICROSECONDS + 1;

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

/** Adds one request for media that has come to its end, with its body or without. */
export function countRequest(counters: SharedArrayBuffer, milliseconds: number): void {
  const cells = new BigInt64Array(counters);
  Atomics.add(cells, FIRST_RANGE + rangeOf(REQUEST_BOUNDS, milliseconds / 1000), 1n);
  Atomics.add(cells, REQUEST_MICROSECONDS, BigInt(Math.round(milliseconds * 1000)));
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

/** How long requests for media took so far. */
export function readRequests(counters: SharedArrayBuffer): Histogram {
  const cells = new BigInt64Array(counters);
  const read = (index: number): number => Number(Atomics.load(cells, index));
  const counts = Array.from({ length: REQUEST_BOUNDS.length + 1 }, (_, range) => read(FIRST_RANGE + range));
  return { bounds: REQUEST_BOUNDS, counts, sum: read(REQUEST_MICROSECONDS) / 1e6 };
}
