/** `2012-02-16 09:56:37.0` to `"2012-02-16T09:56:37"`; what is no such day and time is for the host. */
import { DATE, isOddCanonical, putOdd } from './host';

const QUOTE: u8 = 0x22;
export const DATE_BYTES: usize = 21;
const NULL_WORD: u32 = 0x6c6c756e;

/** Whether the date written last would give its bytes back. */
export let isDateCanonical: bool = true;

/** Writes a date, or null, at `to`; gives where it ends. */
export function putDate(from: usize, end: usize, to: usize): usize {
  isDateCanonical = true;
  if (end - from == DATE_BYTES && isDate(from)) {
    store<u8>(to, QUOTE);
    // 19 bytes as 16 and the last 4 of them; then the space becomes a T.
    v128.store(to, v128.load(from), 1);
    store<u32>(to, load<u32>(from, 15), 16);
    store<u8>(to, 0x54, 11);
    store<u8>(to, QUOTE, 20);
    return to + 21;
  }
  if (end - from == 4 && load<u32>(from) == NULL_WORD) {
    store<u32>(to, NULL_WORD);
    return to + 4;
  }
  const behind = putOdd(DATE, from, end, to);
  isDateCanonical = isOddCanonical;
  return behind;
}

/** Whether a day and a time that exist stand in the `DATE_BYTES` from `at` on. */
export function isDate(at: usize): bool {
  // dddd-dd-dd dd:dd:dd.0
  if (load<u8>(at, 4) != 0x2d || load<u8>(at, 7) != 0x2d || load<u8>(at, 10) != 0x20) return false;
  if (load<u8>(at, 13) != 0x3a || load<u8>(at, 16) != 0x3a || load<u16>(at, 19) != 0x302e) return false;
  const century = twoDigits(at);
  const year = twoDigits(at + 2);
  const month = twoDigits(at + 5);
  const day = twoDigits(at + 8);
  // A pair that is no number is 1,000 or more.
  if (century > 99 || year > 99 || month > 12 || century + year == 0) return false;
  if (day < 1 || month < 1 || day > daysInMonth(century * 100 + year, month)) return false;
  return twoDigits(at + 11) < 24 && twoDigits(at + 14) < 60 && twoDigits(at + 17) < 60;
}

function twoDigits(at: usize): u32 {
  const high = <u32>load<u8>(at) - 0x30;
  const low = <u32>load<u8>(at, 1) - 0x30;
  return high > 9 || low > 9 ? 1000 : high * 10 + low;
}

function daysInMonth(year: u32, month: u32): u32 {
  if (month == 2) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}
