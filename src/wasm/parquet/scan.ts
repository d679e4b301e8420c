/** Finds where the values of each record begin in its JSON, which has known keys in a known order. */
import { compareBytes } from '../compare';
import { JSON, NAMES, offsets } from './memory';

const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;
const COMMA: u8 = 0x2c;
const COLON: u8 = 0x3a;
const OPEN: u8 = 0x7b;
const CLOSE: u8 = 0x7d;
const LF: u8 = 10;

/** The closing quote, or `end`, of the string whose bytes begin at `at`. */
export function stringEnd(at: usize, end: usize): usize {
  const quotes = i8x16.splat(<i8>QUOTE);
  const backslashes = i8x16.splat(<i8>BACKSLASH);
  while (at < end) {
    const bytes = v128.load(at);
    const bits = i8x16.bitmask(v128.or(i8x16.eq(bytes, quotes), i8x16.eq(bytes, backslashes)));
    if (!bits) {
      at += 16;
      continue;
    }
    at += <usize>ctz(bits);
    if (load<u8>(at) == QUOTE) return at;
    at += 2;
  }
  return end;
}

/** Whether `"name":` stands at `at`. */
export function isKey(at: usize, name: usize, bytes: usize): bool {
  if (load<u8>(at) != QUOTE || load<u8>(at + 1 + bytes) != QUOTE || load<u8>(at + 2 + bytes) != COLON) return false;
  return compareBytes(at + 1, name, bytes) == 0;
}

/** Notes the values of all records; false for JSON that is not as it should be. */
export function scanRecords(end: usize, rows: usize, keys: usize): bool {
  let at = JSON;
  for (let row: usize = 0; row < rows; row++) {
    if (at >= end || load<u8>(at) != OPEN) return false;
    const to = offsets + ((row * keys) << 2);
    memory.fill(to, 0, keys << 2);
    let key: usize = 0;
    do {
      at++;
      while (key < keys && !isKey(at, load<u32>(NAMES + (key << 3)), load<u32>(NAMES + (key << 3), 4))) key++;
      if (key == keys) return false;
      at += <usize>load<u32>(NAMES + (key << 3), 4) + 3;
      store<u32>(to + (key++ << 2), <u32>at);
      at = valueEnd(at, end);
    } while (at < end && load<u8>(at) == COMMA);
    if (at + 1 >= end || load<u8>(at) != CLOSE || load<u8>(at, 1) != LF) return false;
    at += 2;
  }
  return at == end;
}

/** Where the value at `at` ends. */
export function valueEnd(at: usize, end: usize): usize {
  const first = load<u8>(at);
  if (first == QUOTE) return stringEnd(at + 1, end) + 1;
  let depth = 0;
  for (; at < end; at++) {
    const byte = load<u8>(at);
    if (byte == QUOTE) {
      at = stringEnd(at + 1, end);
    } else if ((byte | 0x20) == OPEN) {
      depth++;
    } else if ((byte | 0x20) == CLOSE) {
      if (depth == 0) return at;
      if (--depth == 0) return at + 1;
    } else if (byte == COMMA && depth == 0) {
      return at;
    }
  }
  return end;
}
