/** The distinct values of a leaf, in the order in which they come, and for each value which of them it is. */
import { compareBytes } from '../compare';
import { ENTRIES, indexes, MAX_ENTRIES, TABLE, TABLE_BITS } from './memory';

/** After so many values a leaf with more than nine in ten distinct ones is given up. */
const SAMPLE: usize = 1024;

/** 0 where the leaf has none. */
export let entryCount: u32 = 0;

/** Bytes of the value at `at`: `fixedBytes`, or where that is 0 its length, of four bytes, and what follows it. */
export function valueBytes(at: usize, fixedBytes: usize): usize {
  return fixedBytes ? fixedBytes : 4 + <usize>load<u32>(at);
}

export function noDictionary(): void {
  entryCount = 0;
}

/** Keeps a dictionary only where it, with the numbers, takes at most half of the bytes of the values. */
export function buildDictionary(from: usize, end: usize, count: usize, fixedBytes: usize): void {
  memory.fill(TABLE, 0, 4 << TABLE_BITS);
  entryCount = 0;
  let entryBytes: usize = 0;
  let at = from;
  for (let k: usize = 0; at < end; k++) {
    const bytes = valueBytes(at, fixedBytes);
    let slot = hashOf(at, bytes);
    let entry = load<u32>(TABLE + (slot << 2));
    while (entry) {
      const other = <usize>load<u32>(ENTRIES + ((<usize>(entry - 1)) << 2));
      // The lengths are compared with the rest.
      if (valueBytes(other, fixedBytes) == bytes && compareBytes(at, other, bytes) == 0) break;
      slot = (slot + 1) & ((1 << TABLE_BITS) - 1);
      entry = load<u32>(TABLE + (slot << 2));
    }
    if (!entry) {
      if (entryCount == MAX_ENTRIES || (k == SAMPLE && entryCount * 10 > <u32>SAMPLE * 9)) return noDictionary();
      store<u32>(ENTRIES + ((<usize>entryCount) << 2), <u32>at);
      entry = ++entryCount;
      entryBytes += bytes;
      store<u32>(TABLE + (slot << 2), entry);
    }
    store<u32>(indexes + (k << 2), entry - 1);
    at += bytes;
  }
  const indexBytes = (count * <usize>indexWidth() + 7) >> 3;
  if ((entryBytes + indexBytes) * 2 > end - from) noDictionary();
}

/** Bits of an entry's number. */
export function indexWidth(): u32 {
  return entryCount < 2 ? 0 : 32 - clz(entryCount - 1);
}

/** Writes the entries one behind the other; gives where they end. */
export function putEntries(to: usize, fixedBytes: usize): usize {
  for (let k: usize = 0; k < <usize>entryCount; k++) {
    const at = <usize>load<u32>(ENTRIES + (k << 2));
    const bytes = valueBytes(at, fixedBytes);
    memory.copy(to, at, bytes);
    to += bytes;
  }
  return to;
}

function hashOf(at: usize, bytes: usize): usize {
  let hash: u64 = bytes;
  for (; bytes >= 8; bytes -= 8, at += 8) hash = mix(hash ^ load<u64>(at));
  if (bytes) hash = mix(hash ^ (load<u64>(at) << ((8 - <u64>bytes) << 3)));
  return <usize>((hash * 0x9e3779b97f4a7c15) >> (64 - TABLE_BITS));
}

function mix(hash: u64): u64 {
  hash *= 0x9e3779b97f4a7c15;
  return hash ^ (hash >> 29);
}
