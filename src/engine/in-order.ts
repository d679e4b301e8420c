/**
 * Tells from the first lines whether a side file is in the order of the dataset file.
 *
 * Where few ids are in both, they meet by chance; where many are, but their rows go down as often as up, the file is
 * shuffled or sorted by something else. A file taken for unordered by mistake is put in order for nothing, and its records
 * are the same.
 */
import { datasetId } from '../core/dataset.js';
import { sideId } from '../core/side.js';
import type { LineWindow } from './line-window.js';

/** Fewer ids than this in common, of all that are looked at, meet by chance. */
const RELATED_SHARE = 0.05;

/**
 * Up to the last ids that are in both, at least this much of one file is in the other: else the files are not of the same
 * stretch of rows, and meet by chance.
 */
const COMMON_SHARE = 0.3;

/** More steps back than this, of all steps, are more than lines that changed places. */
const STEPS_BACK_SHARE = 0.1;

/** As many first rows with the same ids, line by line, are enough to tell; most files have them, and no more is then read. */
const FIRST_ROWS = 500;

/** Looks at no more than the first `lines` lines of both. */
export async function isInOrder(dataset: LineWindow, side: LineWindow, lines: number): Promise<boolean> {
  if (await isInStep(dataset, side, Math.min(FIRST_ROWS, lines))) return true;
  const rows = await dataset.fill(lines);
  const count = await side.fill(lines);
  if (rows === 0 || count === 0) return true;
  const rowOf = new Map<string, number>();
  for (let row = rows - 1; row >= 0; row--) {
    const id = datasetId(dataset.text(row));
    if (id !== null) rowOf.set(id, row);
  }
  let matches = 0;
  let stepsBack = 0;
  let last = -1;
  let endLine = 0;
  let endRow = 0;
  for (let line = 0; line < count; line++) {
    const row = rowOf.get(sideId(side.text(line)) ?? '');
    if (row === undefined) continue;
    matches++;
    if (row < last) stepsBack++;
    last = row;
    endLine = line + 1;
    endRow = Math.max(endRow, row + 1);
  }
  if (matches < Math.max(1, Math.min(rows, count) * RELATED_SHARE)) return false;
  if (matches < Math.min(endLine, endRow) * COMMON_SHARE) return false;
  return stepsBack <= Math.max(1, matches * STEPS_BACK_SHARE);
}

/** Whether the first `rows` lines of both are all there, and those of the same ids. */
async function isInStep(dataset: LineWindow, side: LineWindow, rows: number): Promise<boolean> {
  if ((await dataset.fill(rows)) < rows || (await side.fill(rows)) < rows) return false;
  for (let row = 0; row < rows; row++) {
    const id = datasetId(dataset.text(row));
    if (id === null || id !== sideId(side.text(row))) return false;
  }
  return true;
}
