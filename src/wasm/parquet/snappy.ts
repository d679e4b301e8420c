/** Compresses to Snappy's raw format: a varint with the length, then literals and copies, in fragments of 64 KiB. */
import { MATCH_BITS, MATCHES } from './memory';

const FRAGMENT: usize = 0x10000;
/** So near the end of a fragment no match is looked for: loads of 8 bytes stay within it. */
const TAIL: usize = 15;

export function putVarint(value: u32, to: usize): usize {
  for (; value > 0x7f; value >>= 7) store<u8>(to++, <u8>(value | 0x80));
  store<u8>(to, <u8>value);
  return to + 1;
}

/** Gives where the result ends, which is at most a sixth longer than the input. */
export function compress(from: usize, end: usize, to: usize): usize {
  to = putVarint(<u32>(end - from), to);
  for (; from < end; from += FRAGMENT) to = putFragment(from, min(from + FRAGMENT, end), to);
  return to;
}

function putFragment(from: usize, end: usize, to: usize): usize {
  memory.fill(MATCHES, 0, 2 << MATCH_BITS);
  let literal = from;
  let at = from + 1;
  // Bytes that do not compress are gone through in growing steps.
  let step: usize = 32;
  while (at + TAIL < end) {
    const word = load<u32>(at);
    const slot = MATCHES + ((<usize>((word * 0x1e35a7bd) >> (32 - MATCH_BITS))) << 1);
    const candidate = from + <usize>load<u16>(slot);
    store<u16>(slot, <u16>(at - from));
    if (load<u32>(candidate) != word) {
      at += step++ >> 5;
      continue;
    }
    const bytes = matchLength(candidate, at, end);
    if (literal < at) to = putLiteral(literal, at, to);
    to = putCopy(<u32>(at - candidate), bytes, to);
    at += bytes;
    literal = at;
    step = 32;
  }
  return literal < end ? putLiteral(literal, end, to) : to;
}

function matchLength(candidate: usize, at: usize, end: usize): usize {
  let bytes: usize = 4;
  while (at + bytes + 8 <= end) {
    const difference = load<u64>(candidate + bytes) ^ load<u64>(at + bytes);
    if (difference) return bytes + <usize>(ctz(difference) >> 3);
    bytes += 8;
  }
  while (at + bytes < end && load<u8>(candidate + bytes) == load<u8>(at + bytes)) bytes++;
  return bytes;
}

function putLiteral(from: usize, end: usize, to: usize): usize {
  const last = <u32>(end - from - 1);
  if (last < 60) {
    store<u8>(to++, <u8>(last << 2));
  } else if (last < 256) {
    store<u8>(to, 60 << 2);
    store<u8>(to, <u8>last, 1);
    to += 2;
  } else {
    store<u8>(to, 61 << 2);
    store<u16>(to, <u16>last, 1);
    to += 3;
  }
  memory.copy(to, from, end - from);
  return to + (end - from);
}

function putCopy(distance: u32, bytes: usize, to: usize): usize {
  // A copy has at most 64 bytes; what is left for the last one must be at least 4.
  for (; bytes >= 68; bytes -= 64) to = putLongCopy(distance, 64, to);
  if (bytes > 64) {
    to = putLongCopy(distance, 60, to);
    bytes -= 60;
  }
  if (bytes >= 12 || distance >= 2048) return putLongCopy(distance, <u32>bytes, to);
  store<u8>(to, <u8>(1 | ((<u32>bytes - 4) << 2) | ((distance >> 8) << 5)));
  store<u8>(to, <u8>distance, 1);
  return to + 2;
}

function putLongCopy(distance: u32, bytes: u32, to: usize): usize {
  store<u8>(to, <u8>(2 | ((bytes - 1) << 2)));
  store<u16>(to, <u16>distance, 1);
  return to + 3;
}
