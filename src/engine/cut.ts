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

/** Fewer ids than this in common, of all within the look-ahead, meet by chance: the files are in different orders. */
const RELATED_SHARE = 0.05;

/** Room for an id of 20 digits, its TAB and more: enough of a side line to read its id. */
const ID_BYTES = 64;

export interface SideCut {
  /** Lines of the side file, from its head, that belong to the shard. */
  readonly lines: number;
  /** `lost`: no id behind the shard met within the look-ahead. */
  readonly sync: 'kept' | 'lost';
  /** False when hardly any id within the look-ahead is in both: where a file begins it is in another order, elsewhere it lacks rows. */
  readonly isRelated: boolean;
  /** True when the dataset file is at its end, and the side file goes on further than the look-ahead. */
  readonly isUnread: boolean;
}

/** Where `side` is to be cut for the `rows` lines at the head of `dataset`. */
export async function findCut(
  dataset: LineWindow,
  side: LineWindow,
  rows: number,
  lookAhead: number,
): Promise<SideCut> {
  if ((await dataset.fill(rows + 1)) === rows) {
    // The dataset ends here: what is left, within bounds, can only be extra.
    const lines = await side.fill(rows + lookAhead);
    return { lines, sync: 'kept', isRelated: true, isUnread: (await side.fill(lines + 1)) > lines };
  }
  const available = await side.fill(rows + 1);
  if (available === 0) return kept(0);
  const expected = available > rows ? idOf(side, rows) : null;
  if (expected !== null && expected === rowId(dataset, rows)) return kept(firstOf(side, rows, new Set([expected])));
  const near = await findNear(dataset, side, rows);
  return near === null ? await findFar(dataset, side, rows, lookAhead) : kept(near);
}

function kept(lines: number): SideCut {
  return { lines, sync: 'kept', isRelated: true, isUnread: false };
}

async function findNear(dataset: LineWindow, side: LineWindow, rows: number): Promise<number | null> {
  const available = await side.fill(rows + NEAR_LINES);
  const rowCount = await dataset.fill(rows + NEAR_ROWS);
  const ids = new Set<string>();
  for (let row = rows; row < rowCount; row++) {
    const id = rowId(dataset, row);
    if (id !== null) ids.add(id);
  }
  for (const id of ids) {
    for (let distance = 0; distance <= NEAR_LINES; distance++) {
      for (const line of distance === 0 ? [rows] : [rows - distance, rows + distance]) {
        if (line >= 0 && line < available && idOf(side, line) === id) return firstOf(side, line, ids);
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
  const found: (number | undefined)[] = [];
  for (let row = 0; row < rowCount; row++) found.push(lineOf.get(rowId(dataset, row) ?? ''));
  const isEnded = available < rows + lookAhead;
  const matches = found.reduce<number>((sum, line) => (line === undefined ? sum : sum + 1), 0);
  const isRelated = isEnded || matches >= Math.max(1, Math.min(available, rowCount) * RELATED_SHARE);
  const next = found.slice(rows).find((line) => line !== undefined);
  if (next !== undefined) return { ...kept(next), isRelated };
  const last = found.slice(0, rows).findLast((line) => line !== undefined);
  // A side file that has come to its end early has lost nothing: it is just short.
  return { lines: last === undefined ? 0 : last + 1, sync: isEnded ? 'kept' : 'lost', isRelated, isUnread: false };
}

/** Lines before `line` that belong to rows behind the cut too, doubled or swapped with it, go with it. */
function firstOf(side: LineWindow, line: number, idsBehind: ReadonlySet<string>): number {
  let first = line;
  while (first > 0 && idsBehind.has(idOf(side, first - 1) ?? '')) first--;
  return first;
}

function idOf(side: LineWindow, line: number): string | null {
  return sideId(side.text(line, ID_BYTES));
}

function rowId(dataset: LineWindow, row: number): string | null {
  return datasetId(dataset.text(row));
}
