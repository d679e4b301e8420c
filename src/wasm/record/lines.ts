/** Finds the ends of lines and cells, 16 bytes at a time. */
import { CELL_ENDS } from './memory';

const TAB: u8 = 9;
const LF: u8 = 10;
const CR: u8 = 13;

/** A row has 25 cells at most; a line with more is none. */
const MAX_CELLS: u32 = 40;

/** How many cells the line has whose ends were found last. */
export let cellCount: u32 = 0;

/** The LF at or behind `from`; 0 when there is none in front of `end`. */
export function findLf(from: usize, end: usize): usize {
  const lineFeeds = i8x16.splat(LF);
  for (; from < end; from += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(from), lineFeeds));
    if (found) {
      const at = from + <usize>ctz<i32>(found);
      return at < end ? at : 0;
    }
  }
  return 0;
}

/** Where the line that ends with the LF at `lf` ends: a CR in front of it is not of the line. */
export function lineEnd(from: usize, lf: usize): usize {
  return lf > from && load<u8>(lf - 1) == CR ? lf - 1 : lf;
}

/**
 * Finds the TABs of a line up to its LF, which it gives; 0 when there is none in front of `end`. `CELL_ENDS` has where
 * each cell ends, `cellCount` how many there are, at most `MAX_CELLS`.
 */
export function findCells(from: usize, end: usize): usize {
  const begin = from;
  const tabs = i8x16.splat(TAB);
  const lineFeeds = i8x16.splat(LF);
  let to = CELL_ENDS;
  const full = CELL_ENDS + ((<usize>MAX_CELLS) << 2);
  for (; from < end; from += 16) {
    const bytes = v128.load(from);
    let found = <u32>i8x16.bitmask(i8x16.eq(bytes, tabs));
    const lf = <u32>i8x16.bitmask(i8x16.eq(bytes, lineFeeds));
    // TABs behind the LF are another line's.
    if (lf) found &= (lf & (0 - lf)) - 1;
    while (found) {
      store<u32>(to, from + <usize>ctz<u32>(found));
      if (to < full) to += 4;
      found &= found - 1;
    }
    if (!lf) continue;
    const at = from + <usize>ctz<u32>(lf);
    if (at >= end) return 0;
    store<u32>(to, lineEnd(begin, at));
    cellCount = <u32>((to - CELL_ENDS) >> 2) + 1;
    return at;
  }
  return 0;
}
