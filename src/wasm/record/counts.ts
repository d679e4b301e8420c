/** How many records there are of each kind, licence and year; see `core/record-counts.ts`. */
import { DATE_BYTES, isDate } from './date';
import { licenseIndex } from './license';
import { COUNTS, COUNTS_BYTES } from './memory';
import { cellEnd, cellStart } from './row';

/** Words at `COUNTS`: 2 kinds, 32 licences, then the years 0 to 9999 and one more for none. */
const LICENSES: usize = 8;
const YEARS: usize = LICENSES + 32 * 4;
const NO_YEAR: u32 = 10_000;

/** Whether records are counted. Set by the host. */
export let isCounting: bool = false;

/** Begins to count anew, or no longer counts. */
export function setCounting(isWanted: bool): void {
  isCounting = isWanted;
  memory.fill(COUNTS, 0, COUNTS_BYTES);
}

/** Counts the row at hand. */
export function countRecord(isVideo: bool): void {
  increment(isVideo ? 4 : 0);
  increment(LICENSES + ((<usize>licenseIndex(cellStart(18), cellEnd(18))) << 2));
  increment(YEARS + ((<usize>yearOf(cellStart(5), cellEnd(5))) << 2));
}

function increment(at: usize): void {
  store<u32>(COUNTS + at, load<u32>(COUNTS + at) + 1);
}

function yearOf(from: usize, end: usize): u32 {
  if (end - from != DATE_BYTES || !isDate(from)) return NO_YEAR;
  return digit(from) * 1000 + digit(from + 1) * 100 + digit(from + 2) * 10 + digit(from + 3);
}

function digit(at: usize): u32 {
  return <u32>load<u8>(at) - 0x30;
}
