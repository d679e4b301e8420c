/**
 * Sorts the bytes of the transformed block: the first half of the inverse Burrows-Wheeler transform.
 *
 * Row `r` of the sorted block begins with the byte that is `r`-th in order. Its word in `ROWS` has that byte, and where
 * to go on: the row that begins one byte later in the text, which is the place of this very byte in the transformed
 * block. The place stands in it as an offset in bytes above the lowest 8 bits, so that one shift gives the address.
 */
import { BAD_ORIG_PTR, OK, RUN_OVERFLOW } from './failure';
import { origPtr } from './header';
import { BUCKETS, COUNTS, ROWS, TOKENS } from './memory';
import { tokensEnd } from './move-to-front';

/** From the word of one row to that of the next: four bytes, above the lowest 8 bits. */
export const ROW_STEP: u32 = 4 << 8;

/** Bytes of the block before its runs are expanded. */
export let blockBytes: u32 = 0;

/** Counts each byte value and gives it its range of rows. */
export function countBytes(maxBytes: u32): i32 {
  memory.fill(COUNTS, 0, 1024);
  const end = tokensEnd;
  let total: u64 = 0;
  for (let at = TOKENS; at < end; at += 4) {
    const token = load<u32>(at);
    const byte = (<usize>(token & 0xff)) << 2;
    store<u32>(byte, load<u32>(byte, COUNTS) + (token >>> 8), COUNTS);
    total += <u64>(token >>> 8);
  }
  if (total > <u64>maxBytes) return RUN_OVERFLOW;
  blockBytes = <u32>total;
  if (origPtr >= blockBytes) return BAD_ORIG_PTR;
  let row = ROWS;
  for (let byte: usize = 0; byte < 256; byte++) {
    store<u32>(BUCKETS + (byte << 3), row);
    row += (<usize>load<u32>(COUNTS + (byte << 2))) << 2;
    store<u32>(BUCKETS + (byte << 3) + 4, row);
  }
  return OK;
}

/** Writes all rows: those of one token follow each other. */
export function fillRows(): void {
  const end = tokensEnd;
  const steps = i32x4(0, ROW_STEP, 2 * ROW_STEP, 3 * ROW_STEP);
  const fourSteps = i32x4.splat(4 * ROW_STEP);
  let place: u32 = 0;
  for (let at = TOKENS; at < end; at += 4) {
    const token = load<u32>(at);
    const count = token >>> 8;
    const bucket = (<usize>(token & 0xff)) << 3;
    let row = <usize>load<u32>(bucket, BUCKETS);
    const bucketEnd = <usize>load<u32>(bucket, BUCKETS + 4);
    const rowsEnd = row + ((<usize>count) << 2);
    store<u32>(bucket, rowsEnd, BUCKETS);
    let word = place | (token & 0xff);
    place += count * ROW_STEP;
    if (row + 16 <= bucketEnd) {
      // Four at once; those that are too many are overwritten by the byte's next tokens.
      let words = i32x4.add(i32x4.splat(word), steps);
      v128.store(row, words);
      if (count <= 4) continue;
      row += 16;
      words = i32x4.add(words, fourSteps);
      while (row + 16 <= rowsEnd) {
        v128.store(row, words);
        words = i32x4.add(words, fourSteps);
        row += 16;
      }
      word = i32x4.extract_lane(words, 0);
    }
    while (row < rowsEnd) {
      store<u32>(row, word);
      word += ROW_STEP;
      row += 4;
    }
  }
}
