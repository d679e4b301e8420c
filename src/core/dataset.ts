/**
 * A line of the dataset file, cut into its cells.
 *
 * Two layouts are in the wild: 25 columns (see `fields.ts`), and 23 without line number and hash. They are told apart
 * by counting. Cells stay latin1 strings as they stand in the file: decoding is the schema's affair.
 */

import { expected } from './expected.js';
import { COLUMNS, type PhotoKind } from './fields.js';
import { isPhotoId } from './output-path.js';

/** A dataset line that is a row. */
export interface DatasetRow {
  readonly photoId: string;
  readonly kind: PhotoKind;
  /** How many columns the line had. */
  readonly columns: 23 | 25;
  /** Whether it has a hash: a cell of its own in 25 columns, the line of the hash file in 23. */
  readonly statesHash: boolean;
  /** Always 25 cells, one character per byte; those that the 23-column form lacks are empty. */
  readonly cells: readonly string[];
  /** The whole line. */
  readonly line: string;
}

/** A row, or why the line is none; `photoId` is the id all the same where it can be read. */
export type DatasetResult =
  | { readonly ok: true; readonly row: DatasetRow }
  | { readonly ok: false; readonly reason: string; readonly photoId: string | null };

/** Cuts a line, given without its line end. Never throws. */
export function parseDatasetRow(line: string): DatasetResult {
  const cells = line.split('\t');
  const columns = cells.length;
  if (columns !== 23 && columns !== 25) {
    return { ok: false, reason: expected('23 or 25 columns', String(columns)), photoId: datasetId(line) };
  }
  if (columns === 23) {
    cells.unshift('');
    cells.splice(COLUMNS.photo_hash, 0, '');
  }

  const photoId = cells[COLUMNS.photo_id] ?? '';
  if (!isPhotoId(photoId)) {
    return { ok: false, reason: expected('the photo id to be 1 to 20 digits', photoId), photoId: null };
  }
  const marker = cells[COLUMNS.photo_or_video] ?? '';
  if (marker !== '0' && marker !== '1') {
    return { ok: false, reason: expected('the photo or video marker to be 0 or 1', marker), photoId };
  }
  return {
    ok: true,
    row: { photoId, kind: marker === '1' ? 'video' : 'photo', columns, statesHash: columns === 25, cells, line },
  };
}

/** A row of 23 columns with its hash from the hash file, given as it stands; one of 25 columns has it already. */
export function withHash(row: DatasetRow, hash: string): DatasetRow {
  if (row.columns === 25) return row;
  return { ...row, statesHash: true, cells: row.cells.with(COLUMNS.photo_hash, hash) };
}

/**
 * The photo id in a line, also in a broken one; null when none can be told.
 *
 * In a line of any other number of columns the second cell is taken if it is an id (the 23-column form has the user
 * there, which has an `@`), else the first. A number cut short by the end of the line might be the start of an id and
 * makes the first cell a line number, so such a line has no id: no id is better than a wrong one.
 */
export function datasetId(line: string): string | null {
  const first = line.indexOf('\t');
  if (first < 0) return null;
  const second = line.indexOf('\t', first + 1);
  const firstCell = line.slice(0, first);
  const secondCell = line.slice(first + 1, second < 0 ? line.length : second);

  switch (columnsOf(line)) {
    case 23:
      return idOrNull(firstCell);
    case 25:
      return idOrNull(secondCell);
    case 2:
      return /^\d*$/.test(secondCell) ? null : idOrNull(firstCell);
    default:
      return idOrNull(secondCell) ?? idOrNull(firstCell);
  }
}

function columnsOf(line: string): number {
  let columns = 1;
  for (let tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', tab + 1)) columns++;
  return columns;
}

function idOrNull(cell: string): string | null {
  return isPhotoId(cell) ? cell : null;
}
