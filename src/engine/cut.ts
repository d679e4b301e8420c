/**
 * Finds where a side file's lines for a shard end: at the line whose id is that of the first dataset row behind the
 * shard, or, where that row has no line, of the next one that has.
 *
 * Three steps, dearer each: the line that lockstep predicts; the lines around it; a map of all ids within the
 * look-ahead. Every line before the cut then belongs to the shard's rows or to none at all. Where not one id meets
 * within the look-ahead, the side file is held where its last matching line was, so that a run of missing rows of any
 * length costs those rows their part and nothing else.
 */
import { datasetId } from '../core/dataset.js';
import { sideId } from '../core/side.js';
import type { LineWindow } from './line-window.js';

/** How far around the predicted line the cheap search goes, and for how many dataset rows it is made. */
const NEAR_LINES = 256;
const NEAR_ROWS = 4;

/** Room for an id of 20 digits, its TAB and more: enough of a side line to read its id. */
const ID_BYTES = 64;

export interface SideCut {
  /** Lines of the side file, from its head, that belong to the shard. */
  readonly lines: number;
  /** `lost`: no id met within the look-ahead; `unrelated`: not even one of the shard's own rows was found. */
  readonly sync: 'kept' | 'lost' | 'unrelated';
}

/** Where `side` is to be cut for the `rows` lines at the head of `dataset`. */
export async function findCut(
  dataset: LineWindow,
  side: LineWindow,
  rows: number,
  lookAhead: number,
): Promise<SideCut> {
  const rowsAhead = await dataset.fill(rows + 1);
  if (rowsAhead === rows) {
    // The dataset ends here: what is left, within bounds, can only be extra.
    return { lines: await side.fill(rows + lookAhead), sync: 'kept' };
  }
  const available = await side.fill(rows + 1);
  if (available === 0) return { lines: 0, sync: 'kept' };
  if (available > rows && idOf(side, rows) === rowId(dataset, rows)) {
    return { lines: firstOf(side, rows), sync: 'kept' };
  }
  const near = await findNear(dataset, side, rows);
  return near === null ? await findFar(dataset, side, rows, lookAhead) : { lines: near, sync: 'kept' };
}

async function findNear(dataset: LineWindow, side: LineWindow, rows: number): Promise<number | null> {
  const available = await side.fill(rows + NEAR_LINES);
  const rowCount = await dataset.fill(rows + NEAR_ROWS);
  for (let row = rows; row < rowCount; row++) {
    const id = rowId(dataset, row);
    if (id === null) continue;
    for (let distance = 0; distance <= NEAR_LINES; distance++) {
      for (const line of distance === 0 ? [rows] : [rows - distance, rows + distance]) {
        if (line >= 0 && line < available && idOf(side, line) === id) return firstOf(side, line);
      }
    }
  }
  return null;
}

async function findFar(dataset: LineWindow, side: LineWindow, rows: number, lookAhead: number): Promise<SideCut> {
  const available = await side.fill(rows + lookAhead);
  const lineOf = new Map<string, number>();
  for (let line = available - 1; line >= 0; line--) {
    const id = idOf(side, line);
    if (id !== null) lineOf.set(id, line);
  }
  const rowCount = await dataset.fill(rows + lookAhead);
  for (let row = rows; row < rowCount; row++) {
    const line = lineOf.get(rowId(dataset, row) ?? '');
    if (line !== undefined) return { lines: line, sync: 'kept' };
  }
  for (let row = rows - 1; row >= 0; row--) {
    const line = lineOf.get(rowId(dataset, row) ?? '');
    if (line !== undefined) return { lines: line + 1, sync: 'lost' };
  }
  return { lines: 0, sync: available < lookAhead ? 'lost' : 'unrelated' };
}

/** A line that stands several times over belongs whole to what follows. */
function firstOf(side: LineWindow, line: number): number {
  const id = idOf(side, line);
  let first = line;
  while (first > 0 && idOf(side, first - 1) === id) first--;
  return first;
}

function idOf(side: LineWindow, line: number): string | null {
  return sideId(side.text(line, ID_BYTES));
}

function rowId(dataset: LineWindow, row: number): string | null {
  return datasetId(dataset.text(row));
}
