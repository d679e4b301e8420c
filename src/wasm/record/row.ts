/** The cells of the row at hand, by the columns of the longer layout. */
import { CELL_ENDS } from './memory';

/** Columns of the longer layout, which has two more than the other: the line number in front, the hash behind the id. */
export const LONG_COLUMNS: u32 = 25;

const NULL_WORD: u32 = 0x6c6c756e;

let rowStart: usize = 0;
/** How far the columns stand in front of those of the longer layout. */
let shift: u32 = 0;

/** Of a row whose cells' ends are in `CELL_ENDS`. */
export function openRow(start: usize, columns: u32): void {
  rowStart = start;
  shift = columns == LONG_COLUMNS ? 0 : 2;
}

/** Whether the row has a cell for its hash: that of the longer layout. */
export function hasHashCell(): bool {
  return shift == 0;
}

export function cellStart(column: u32): usize {
  const index = column - shift;
  return index == 0 ? rowStart : <usize>load<u32>(CELL_ENDS + ((<usize>index - 1) << 2)) + 1;
}

export function cellEnd(column: u32): usize {
  return load<u32>(CELL_ENDS + ((<usize>(column - shift)) << 2));
}

/** True for `null` and for nothing: both mean that a text is missing. */
export function isMissing(from: usize, end: usize): bool {
  return from == end || isNullWord(from, end);
}

export function isNullWord(from: usize, end: usize): bool {
  return end - from == 4 && load<u32>(from) == NULL_WORD;
}
