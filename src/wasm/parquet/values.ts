/** The values of JSON as Parquet's PLAIN encoding has them. Each function gives where the JSON ends, or 0 for what it does not take. */
import { oddNumber } from './host';
import { valueEnd } from './scan';

const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;
const MINUS: u8 = 0x2d;
const DOT: u8 = 0x2e;

/** A mantissa up to 2^53 over one of these powers is rounded once, and so right. */
const POWERS = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
]);
const SURE_DIGITS: u32 = 15;

/** Where the value written last ends. */
export let written: usize = 0;

/** A string: its length in a word, its bytes. */
export function putText(at: usize, end: usize, to: usize): usize {
  if (load<u8>(at++) != QUOTE) return 0;
  const first = to + 4;
  let out = first;
  const quotes = i8x16.splat(<i8>QUOTE);
  const backslashes = i8x16.splat(<i8>BACKSLASH);
  while (at < end) {
    const bytes = v128.load(at);
    v128.store(out, bytes);
    const bits = i8x16.bitmask(v128.or(i8x16.eq(bytes, quotes), i8x16.eq(bytes, backslashes)));
    if (!bits) {
      at += 16;
      out += 16;
      continue;
    }
    const plain = <usize>ctz(bits);
    at += plain;
    out += plain;
    if (load<u8>(at) == QUOTE) {
      store<u32>(to, <u32>(out - first));
      written = out;
      return at + 1;
    }
    const escaped = load<u8>(at, 1);
    if (escaped == 0x75) {
      at = putCodePoint(at, out);
      out = written;
    } else {
      const byte = unescaped(escaped);
      if (byte == 0) return 0;
      store<u8>(out++, byte);
      at += 2;
    }
  }
  return 0;
}

function unescaped(byte: u8): u8 {
  switch (byte) {
    case 0x22:
    case 0x5c:
    case 0x2f:
      return byte;
    case 0x62:
      return 8;
    case 0x66:
      return 12;
    case 0x6e:
      return 10;
    case 0x72:
      return 13;
    case 0x74:
      return 9;
    default:
      return 0;
  }
}

/** The `\u` at `at`, with its other half where it is one of two; half a character becomes U+FFFD, as in any encoder. */
function putCodePoint(at: usize, to: usize): usize {
  let code = hex4(at + 2);
  at += 6;
  if (code >> 11 == 0x1b) {
    const isHigh = code < 0xdc00;
    const low = load<u16>(at) == 0x755c ? hex4(at + 2) : 0;
    if (isHigh && low >> 10 == 0x37) {
      code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
      at += 6;
    } else {
      code = 0xfffd;
    }
  }
  if (code < 0x80) {
    store<u8>(to++, <u8>code);
  } else {
    if (code < 0x800) {
      store<u8>(to++, <u8>(0xc0 | (code >> 6)));
    } else {
      if (code < 0x10000) {
        store<u8>(to++, <u8>(0xe0 | (code >> 12)));
      } else {
        store<u8>(to++, <u8>(0xf0 | (code >> 18)));
        store<u8>(to++, <u8>(0x80 | ((code >> 12) & 0x3f)));
      }
      store<u8>(to++, <u8>(0x80 | ((code >> 6) & 0x3f)));
    }
    store<u8>(to++, <u8>(0x80 | (code & 0x3f)));
  }
  written = to;
  return at;
}

function hex4(at: usize): u32 {
  let value: u32 = 0;
  for (let k: usize = 0; k < 4; k++) {
    const byte = <u32>load<u8>(at + k);
    value = (value << 4) | (byte < 0x3a ? byte - 0x30 : (byte | 0x20) - 0x57);
  }
  return value;
}

/** The JSON itself, as a byte array. */
export function putJson(at: usize, end: usize, to: usize): usize {
  const behind = valueEnd(at, end);
  store<u32>(to, <u32>(behind - at));
  memory.copy(to + 4, at, behind - at);
  written = to + 4 + (behind - at);
  return behind;
}

/** A DOUBLE, or an INT64. */
export function putNumber(at: usize, isInteger: bool, to: usize): usize {
  const from = at;
  const isNegative = load<u8>(at) == MINUS;
  if (isNegative) at++;
  let mantissa: i64 = 0;
  let digits: u32 = 0;
  let decimals: usize = 0;
  let byte = <u32>load<u8>(at) - 0x30;
  for (; byte <= 9; byte = <u32>load<u8>(++at) - 0x30, digits++) mantissa = mantissa * 10 + byte;
  if (digits == 0) return 0;
  if (load<u8>(at) == DOT) {
    byte = <u32>load<u8>(++at) - 0x30;
    for (; byte <= 9; byte = <u32>load<u8>(++at) - 0x30, digits++, decimals++) mantissa = mantissa * 10 + byte;
  }
  const isOdd = digits > SURE_DIGITS || (load<u8>(at) | 0x20) == 0x65;
  written = to + 8;
  if (isInteger) {
    // The host's own way is for these, if they are any.
    if (isOdd || decimals) return 0;
    store<i64>(to, isNegative ? -mantissa : mantissa);
    return at;
  }
  if (isOdd) {
    at = valueEnd(from, from + 64);
    store<f64>(to, oddNumber(from, at - from));
    return at;
  }
  const value = <f64>mantissa / load<f64>(POWERS + (decimals << 3));
  store<f64>(to, isNegative ? -value : value);
  return at;
}
