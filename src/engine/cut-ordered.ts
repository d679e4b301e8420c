/** Cuts a side file that was put in the order of the dataset rows: the row of each line is known, so no id is looked at. */
import { findCut, type SideCut } from './cut.js';
import type { LineWindow } from './line-window.js';

/** Which line of an ordered text the lines of a row begin at. */
export interface RowLines {
  /** Number of the first line that belongs to row `row` or one behind it; null while that part has not been read. */
  lineOf(row: number): number | null;
}

/** Where `side` is to be cut for the `rows` lines at the head of `dataset`. */
export async function cutOrdered(
  dataset: LineWindow,
  side: LineWindow,
  rows: number,
  lookAhead: number,
  rowLines: RowLines,
): Promise<SideCut> {
  // At the dataset's end the lines that belong to no row go with it, as many as of any other file.
  if ((await dataset.fill(rows + 1)) === rows) return await findCut(dataset, side, rows, lookAhead);
  const row = dataset.headLine + rows;
  let line = rowLines.lineOf(row);
  for (let known = -1; line === null && known < side.available; line = rowLines.lineOf(row)) {
    known = side.available;
    await side.fill(known + 1);
  }
  // The side file may begin behind the row, where the dataset is read from further in front.
  const count = Math.max(0, (line ?? side.headLine + side.available) - side.headLine);
  return { lines: await side.fill(count), sync: 'kept', isRelated: true, isUnread: false };
}
