/** The cells of the row at hand, by the columns of the longer layout. */
import { CELL_ENDS, PARTS } from './memory';

/** Columns of the longer layout, which has two more than the other: the line number in front, the hash behind the id. */
export const LONG_COLUMNS: u32 = 25;

/** The column that a line of the hash file stands for where the row has no such cell, and that line in `PARTS`. */
const HASH: u32 = 2;
const HASH_PART: usize = PARTS + 4 * 8;

const NULL_WORD: u32 = 0x6c6c756e;

let rowStart: usize = 0;
/** How far the columns stand in front of those of the longer layout. */
let shift: u32 = 0;

/** Of a row whose cells' ends are in `CELL_ENDS`. */
export function openRow(start: usize, columns: u32): void {
  rowStart = start;
  shift = columns == LONG_COLUMNS ? 0 : 2;
}

/** Whether the row has a hash: in a cell, as the longer layout has, or in a line of the hash file. */
export function statesHash(): bool {
  return shift == 0 || load<u32>(HASH_PART) != 0;
}

export function cellStart(column: u32): usize {
  if (column == HASH && shift) return load<u32>(HASH_PART);
  const index = column - shift;
  return index == 0 ? rowStart : <usize>load<u32>(CELL_ENDS + ((<usize>index - 1) << 2)) + 1;
}

export function cellEnd(column: u32): usize {
  if (column == HASH && shift) return load<u32>(HASH_PART, 4);
  return load<u32>(CELL_ENDS + ((<usize>(column - shift)) << 2));
}

/** True for `null` and for nothing: both mean that a text is missing. */
export function isMissing(from: usize, end: usize): bool {
  return from == end || isNullWord(from, end);
}

export function isNullWord(from: usize, end: usize): bool {
  return end - from == 4 && load<u32>(from) == NULL_WORD;
}
