/**
 * Where everything stands in the module's linear memory. Behind the JSON of a row group, which the host puts at `JSON`,
 * `layOut` places what is made of it: room for the worst case, of which the system backs only what is touched.
 */

/** Names of the record's keys, in order: where each stands, and its length; two words. The host writes them. */
export const NAMES: usize = 0x8000;
/** The leaves of columns: where the name stands, its length, its kind; 16 bytes each. The host writes them. */
export const LEAVES: usize = 0x9000;
/** The dictionary's hash table, and where each of its entries stands; a word each. */
export const TABLE: usize = 0x10000;
export const TABLE_BITS: u32 = 17;
export const ENTRIES: usize = 0x90000;
export const MAX_ENTRIES: u32 = 0x8000;
/** The places of four bytes seen by the compressor; two bytes each. */
export const MATCHES: usize = 0xb0000;
export const MATCH_BITS: u32 = 14;

export const JSON: usize = 0xc0000;

/** Bytes behind an area that wide loads and stores may touch. */
const MARGIN: usize = 256;
const MAX_LEAVES: usize = 3;

/** Of each row and key: where its value begins, 0 where it has none; a word each. */
export let offsets: usize = 0;
/** A word for each value, null or empty list. */
export let definitions: usize = 0;
export let repetitions: usize = 0;
/** Of each leaf the values that are there, as PLAIN has them; of the one being written, their numbers in the dictionary. */
let firstValues: usize = 0;
let valueStride: usize = 0;
export let indexes: usize = 0;
/** A page before and behind its compression. */
export let page: usize = 0;
export let output: usize = 0;

export function valuesOf(leaf: usize): usize {
  return firstValues + leaf * valueStride;
}

/** False when the system has not enough memory. A value takes at least 3 bytes of JSON, or has a key of at least 6. */
export function layOut(jsonBytes: usize, rows: usize, keys: usize): bool {
  const entries = (jsonBytes / 3 + rows) * 4 + MARGIN;
  const bytes = jsonBytes * 2 + rows * 8 + MARGIN;
  const end: u64 =
    <u64>JSON + jsonBytes + MARGIN * 2 + rows * keys * 4 + <u64>entries * 3 + <u64>bytes * (MAX_LEAVES + 3);
  if (end > 0xf0000000) return false;
  offsets = (JSON + jsonBytes + MARGIN + 15) & ~15;
  definitions = offsets + rows * keys * 4;
  repetitions = definitions + entries;
  indexes = repetitions + entries;
  firstValues = indexes + entries;
  valueStride = bytes;
  page = firstValues + MAX_LEAVES * bytes;
  output = page + bytes;
  const missing = <i64>((end + 0xffff) >> 16) - <i64>memory.size();
  return missing <= 0 || memory.grow(<i32>missing) >= 0;
}
