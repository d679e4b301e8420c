/**
 * Text to JSON strings, 16 bytes at a time: form-URL-encoded text is decoded and escaped in one pass, other text escaped.
 *
 * The rules are those of `core/url-encoding.ts`: `A-Za-z0-9_.-` stand for themselves, `+` is a space, `%XX` a byte. What
 * is written another way than its text would be is not canonical.
 */
import { BYTES, ENCODED, isOddCanonical, putOdd } from './host';
import { putByte } from './json';
import { HEX_VALUES, UNESCAPED } from './memory';
import { isUtf8 } from './utf8';

const QUOTE: u8 = 0x22;
const PLUS: u8 = 0x2b;
const PERCENT: u32 = 0x25;
const COMMA: u32 = 0x2c;
const COLON: u32 = 0x3a;
const DOT: u32 = 0x2e;
const SPACE: u8 = 0x20;
const BACKSLASH: u8 = 0x5c;
const NO_DIGIT: u32 = 0x80;
const SMALL_LETTER: u32 = 0x10;

/** Whether what was written last would give its bytes back. */
export let isCanonical: bool = true;

/** Whether a byte over 0x7f was written: it may be no UTF-8. */
let hasHigh: bool = false;

/** Fills the tables; once. */
export function fillTextTables(): void {
  memory.fill(HEX_VALUES, 0xff, 256);
  for (let value: u32 = 0; value < 16; value++) {
    if (value < 10) {
      store<u8>(HEX_VALUES + 0x30 + value, value);
    } else {
      store<u8>(HEX_VALUES + 0x37 + value, value);
      store<u8>(HEX_VALUES + 0x57 + value, value | SMALL_LETTER);
    }
  }
  for (let byte: u32 = 0; byte < 256; byte++) {
    const letter = byte | 0x20;
    const isLetter = letter >= 0x61 && letter <= 0x7a && byte < 0x80;
    const isDigit = byte >= 0x30 && byte <= 0x39;
    const isMark = byte == 0x5f || byte == 0x2e || byte == 0x2d;
    store<u8>(UNESCAPED + byte, isLetter || isDigit || isMark || byte == 0x20 ? 1 : 0);
  }
}

/**
 * Bits of the bytes that are none of `A-Za-z0-9_.-+`. A byte is one if its two halves, looked up, have a class in
 * common: 1 `+-.`, 2 digits, 4 and 8 and 16 the letters and `_` in rows 4 and 6, 5, 7.
 */
function unusual(bytes: v128): u32 {
  const low = i8x16(26, 30, 30, 30, 30, 30, 30, 30, 30, 30, 28, 5, 4, 5, 5, 12);
  const high = i8x16(0, 0, 1, 2, 4, 8, 4, 16, 0, 0, 0, 0, 0, 0, 0, 0);
  const lowClass = i8x16.swizzle(low, v128.and(bytes, i8x16.splat(15)));
  const highClass = i8x16.swizzle(high, i8x16.shr_u(bytes, 4));
  return <u32>i8x16.bitmask(i8x16.eq(v128.and(lowClass, highClass), i8x16.splat(0)));
}

/** Bytes that end a text in front of its end, beside a comma. */
const AT_COMMA: u32 = 1;
const AT_COLON: u32 = 2;
const AT_DOT: u32 = 4;

/** Where the text written last ended: at the byte that ended it, or behind it all. */
export let stoppedAt: usize = 0;

/** Decodes `[from, end)` into a JSON string at `to`, quotes and all; gives where it ends. Sets `isCanonical`. */
export function putEncoded(from: usize, end: usize, to: usize): usize {
  return putText(ENCODED, from, end, to, 0);
}

/** What a text ends at, beside its end: types, so that the compiler makes a function for each, where it is called. */
export type DotOrColon = u8;
export type Colon = u16;
export type Comma = u32;

function endsOf<Ends>(): u32 {
  if (sizeof<Ends>() == sizeof<DotOrColon>()) return AT_DOT | AT_COLON;
  return AT_COMMA | (sizeof<Ends>() == sizeof<Colon>() ? AT_COLON : 0);
}

/**
 * The same up to the first comma, or other byte that `Ends` names; `stoppedAt` tells where that is. Most of these texts
 * are plain, and end within 16 bytes: such a one is looked at once, and written as it stands.
 */
export function putEncodedUpTo<Ends>(from: usize, end: usize, to: usize): usize {
  const bytes = v128.load(from);
  v128.store(to, plainText(bytes), 1);
  let special = unusual(bytes);
  if (endsOf<Ends>() & AT_DOT) special |= <u32>i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(<u8>DOT)));
  const left = end - from;
  let plain = <usize>ctz<u32>(special | 0x10000);
  if (plain >= left) plain = left;
  else if (plain == 16 || !isEnd(<u32>load<u8>(from + plain), endsOf<Ends>()))
    return putText(ENCODED, from, end, to, endsOf<Ends>());
  isCanonical = true;
  stoppedAt = from + plain;
  store<u8>(to, QUOTE);
  store<u8>(to + plain, QUOTE, 1);
  return to + plain + 2;
}

/** A space for each plus. */
function plainText(bytes: v128): v128 {
  return v128.bitselect(i8x16.splat(SPACE), bytes, i8x16.eq(bytes, i8x16.splat(PLUS)));
}

/** The same, for a cell of the kind that the host is told when it is odd. */
export function putDecoded(kind: u32, from: usize, end: usize, to: usize): usize {
  return putText(kind, from, end, to, 0);
}

function putText(kind: u32, from: usize, end: usize, to: usize, ends: u32): usize {
  const begin = to;
  isCanonical = true;
  hasHigh = false;
  store<u8>(to, QUOTE);
  const behind = decode(from, end, to + 1, ends);
  if (hasHigh && !isUtf8Text(begin, behind)) return putOddText(kind, from, stoppedAt, begin);
  store<u8>(behind, QUOTE);
  return behind + 1;
}

/** Writes bytes that are UTF-8 as they stand. */
export function putBytes(from: usize, end: usize, to: usize): usize {
  return putEscaped(BYTES, from, end, to);
}

export function putEscaped(kind: u32, from: usize, end: usize, to: usize): usize {
  const begin = to;
  isCanonical = true;
  hasHigh = false;
  store<u8>(to, QUOTE);
  const behind = escape(from, end, to + 1);
  if (hasHigh && !isUtf8Text(begin, behind)) return putOddText(kind, from, end, begin);
  store<u8>(behind, QUOTE);
  return behind + 1;
}

function putOddText(kind: u32, from: usize, end: usize, to: usize): usize {
  const behind = putOdd(kind, from, end, to);
  isCanonical = isOddCanonical;
  return behind;
}

/** Up to its end, or the first byte that ends it; leaves where that is in `stoppedAt`. */
function decode(from: usize, end: usize, to: usize, ends: u32): usize {
  const dots = i8x16.splat(<u8>DOT);
  while (from < end) {
    const bytes = v128.load(from);
    v128.store(to, plainText(bytes));
    let special = unusual(bytes);
    if (ends & AT_DOT) special |= <u32>i8x16.bitmask(i8x16.eq(bytes, dots));
    const plain = <usize>ctz<u32>(special | 0x10000);
    const left = end - from;
    if (plain >= left) {
      from = end;
      to += left;
      break;
    }
    from += plain;
    to += plain;
    if (plain == 16) continue;
    // What is unusual comes in groups, as in a word of another script.
    let byte = <u32>load<u8>(from);
    if (ends && isEnd(byte, ends)) break;
    do {
      from++;
      if (byte == PERCENT) {
        const digits = from + 2 <= end ? hexAt(from) : NO_DIGIT << 8;
        if (digits >= NO_DIGIT << 8) {
          isCanonical = false;
        } else {
          byte = digits & 0xff;
          from += 2;
          if (digits > 0xff || load<u8>(UNESCAPED + byte)) isCanonical = false;
        }
      } else {
        isCanonical = false;
      }
      if (byte >= 0x80) hasHigh = true;
      to = putByte(byte, to);
      byte = from < end ? <u32>load<u8>(from) : 0;
    } while (byte == PERCENT);
  }
  stoppedAt = from;
  return to;
}

function isEnd(byte: u32, ends: u32): bool {
  return byte == COMMA || (byte == COLON && (ends & AT_COLON) != 0) || (byte == DOT && (ends & AT_DOT) != 0);
}

/** The byte of two hex digits; with 0x100 or more where one is a small letter, with 0x8000 or more where one is none. */
function hexAt(at: usize): u32 {
  const high = <u32>load<u8>(HEX_VALUES + <usize>load<u8>(at));
  const low = <u32>load<u8>(HEX_VALUES + <usize>load<u8>(at, 1));
  return ((high & 15) << 4) | (low & 15) | (((high | low) & 0xf0) << 8);
}

/** Writes `[from, end)` as it stands in a JSON string; gives where it ends. */
export function escape(from: usize, end: usize, to: usize): usize {
  const quotes = i8x16.splat(QUOTE);
  const backslashes = i8x16.splat(BACKSLASH);
  const controls = i8x16.splat(0x20);
  while (from < end) {
    const bytes = v128.load(from);
    v128.store(to, bytes);
    // As signed numbers bytes over 0x7f are below all controls.
    const special = v128.or(
      i8x16.lt_s(bytes, controls),
      v128.or(i8x16.eq(bytes, quotes), i8x16.eq(bytes, backslashes)),
    );
    const plain = <usize>ctz<u32>(<u32>i8x16.bitmask(special) | 0x10000);
    const left = end - from;
    if (plain >= left) return to + left;
    from += plain;
    to += plain;
    if (plain == 16) continue;
    const byte = <u32>load<u8>(from++);
    if (byte >= 0x80) hasHigh = true;
    to = putByte(byte, to);
  }
  return to;
}

/** Whether what stands behind the quote at `begin` is UTF-8; what is escaped in it is ASCII. */
function isUtf8Text(begin: usize, end: usize): bool {
  return isUtf8(begin + 1, end);
}

/**
 * Writes `[from, end)` with one character for each byte (ISO 8859-1) as a JSON string: what `raw` has.
 */
export function putLatin1(from: usize, end: usize, to: usize): usize {
  store<u8>(to++, QUOTE);
  while (from < end) {
    const behind = escape(from, end, to);
    // Nothing over 0x7f in it: done. `escape` gives one byte for one that is, so that it has to be done again.
    if (!takeHigh()) {
      to = behind;
      break;
    }
    for (; from < end; from++) {
      const byte = <u32>load<u8>(from);
      if (byte < 0x80) {
        to = putByte(byte, to);
      } else {
        store<u8>(to, 0xc0 | (byte >> 6));
        store<u8>(to, 0x80 | (byte & 0x3f), 1);
        to += 2;
      }
    }
  }
  store<u8>(to, QUOTE);
  return to + 1;
}

function takeHigh(): bool {
  const had = hasHigh;
  hasHigh = false;
  return had;
}
