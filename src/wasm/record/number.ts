/**
 * Numbers of a cell as JSON has them. A decimal that JavaScript would print in the same digits goes straight through;
 * zeros at its end are left out; what else there may be is for the host.
 */
import { INTEGER, isOddCanonical, NUMBER, putOdd, SCORE } from './host';

const ZERO: u32 = 0x30;
const MINUS: u32 = 0x2d;
const DOT: u32 = 0x2e;

/** A double has 15 decimal digits for sure: up to so many come out of it as they went in. */
const SURE_DIGITS: u32 = 15;
/** With more zeros than this behind `0.`, JavaScript prints an exponent. */
const MOST_SMALL_ZEROS: u32 = 5;

/** `0.1234` */
const SCORE_BYTES: usize = 6;

/** Whether the number written last would give its bytes back. */
export let isNumberCanonical: bool = true;

/** Writes the number of a cell that is not empty at `to`, or null; gives where it ends. */
export function putNumber(from: usize, end: usize, to: usize): usize {
  const behind = putDecimal(from, end, to);
  return behind ? behind : putOddNumber(NUMBER, from, end, to);
}

/** The same, for a number that must be whole: without a dot. */
export function putInteger(from: usize, end: usize, to: usize): usize {
  let at = from;
  let digits: u32 = 0;
  for (; at < end; at++) {
    const digit = <u32>load<u8>(at) - ZERO;
    if (digit > 9) break;
    store<u8>(to + <usize>digits, <u8>(digit + ZERO));
    digits++;
    if (digits > SURE_DIGITS) break;
  }
  isNumberCanonical = true;
  const hasLeadingZero = load<u8>(from) == <u8>ZERO && digits > 1;
  if (at == end && digits > 0 && digits <= SURE_DIGITS && !hasLeadingZero) return to + <usize>digits;
  return putOddNumber(INTEGER, from, end, to);
}

/** The score of an autotag, in its file with four decimals; 0 when it is no number. */
export function putScore(from: usize, end: usize, to: usize): usize {
  if (end - from == SCORE_BYTES && load<u8>(from, 1) == <u8>DOT) {
    const behind = putDecimal(from, end, to);
    if (behind) {
      // Four decimals, and not of -0 or a number with more digits in front: what toFixed(4) prints.
      isNumberCanonical = <u32>load<u8>(from) - ZERO <= 9;
      return behind;
    }
  }
  return putOddNumber(SCORE, from, end, to);
}

function putOddNumber(kind: u32, from: usize, end: usize, to: usize): usize {
  const behind = putOdd(kind, from, end, to);
  isNumberCanonical = isOddCanonical;
  return behind;
}

/** 0 for what is not plainly a decimal with few digits. Sets `isNumberCanonical`. */
function putDecimal(from: usize, end: usize, to: usize): usize {
  let at = from;
  let out = to;
  const isNegative = at < end && <u32>load<u8>(at) == MINUS;
  if (isNegative) {
    store<u8>(out++, <u8>MINUS);
    at++;
  }
  const firstDigit = at;
  while (at < end && <u32>load<u8>(at) - ZERO <= 9) store<u8>(out++, load<u8>(at++));
  const whole = <u32>(at - firstDigit);
  const isZero = whole == 1 && <u32>load<u8>(firstDigit) == ZERO;
  if (whole == 0 || whole > SURE_DIGITS || (<u32>load<u8>(firstDigit) == ZERO && !isZero)) return 0;
  isNumberCanonical = true;
  if (at == end) return isNegative && isZero ? 0 : out;
  if (<u32>load<u8>(at) != DOT) return 0;

  let last = end;
  while (<u32>load<u8>(last - 1) == ZERO) last--;
  isNumberCanonical = last == end && at + 1 < end;
  if (last == at + 1) {
    // Only zeros behind the dot, or nothing at all.
    return isNegative && isZero ? 0 : out;
  }
  store<u8>(out++, load<u8>(at++));
  const decimals = <u32>(last - at);
  const firstDecimal = at;
  let isSmall = isZero;
  let zeros: u32 = 0;
  for (; at < last; at++) {
    const digit = <u32>load<u8>(at) - ZERO;
    if (digit > 9) return 0;
    if (isSmall) {
      if (digit == 0) zeros++;
      else isSmall = false;
    }
    store<u8>(out++, <u8>(digit + ZERO));
  }
  const digits: u32 = (isZero ? 0 : whole) + decimals;
  return digits <= SURE_DIGITS && zeros <= MOST_SMALL_ZEROS && firstDecimal < last ? out : 0;
}
