/** Rows, side lines and slices made by hand: only as much of each as a test of joining needs. */
import { Buffer } from 'node:buffer';
import { COLUMNS, bySide, type ColumnName, type SideSource } from '../../src/core/fields.js';
import { join, type JoinControl, type JoinedRow, type JoinTally } from '../../src/core/join.js';
import type { Segment, Slice } from '../../src/core/protocol.js';
import { SliceLines } from '../../src/core/slice-lines.js';

/** A dataset line of 25 columns, empty but for a line number, the id, the marker of a photo and what is given. */
export function datasetLine(photoId: string, cells: Readonly<Partial<Record<ColumnName, string>>> = {}): string {
  const all = { line_number: '0', photo_id: photoId, photo_or_video: '0', ...cells };
  return Object.keys(COLUMNS)
    .map((name) => Object.entries(all).find(([given]) => given === name)?.[1] ?? '')
    .join('\t');
}

/** Bytes in shared memory, whole. */
export function segmentOf(text: string): Segment {
  const bytes = Buffer.from(text, 'latin1');
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return { buffer, from: 0, to: bytes.length };
}

/** The slice of these lines, given without their ends. */
export function sliceOf(lines: readonly string[], more: Partial<Slice> = {}): Slice {
  const segments = lines.length === 0 ? [] : [segmentOf(lines.map((line) => `${line}\n`).join(''))];
  return { firstLine: 0, lines: lines.length, segments, overlong: [], ...more };
}

/** A tally with nothing in it. */
export function noTally(): JoinTally {
  return { gaps: bySide(() => 0), rejects: [] };
}

type Slices = { readonly dataset: Slice } & Readonly<Partial<Record<SideSource, Slice | null>>>;

/** Everything that comes of joining these slices. */
export function joinSlices(
  slices: Slices,
  control: JoinControl = {},
): { readonly rows: readonly JoinedRow[]; readonly tally: JoinTally } {
  const tally = noTally();
  const sides = bySide((source) => {
    const slice = slices[source] ?? null;
    return slice && new SliceLines(slice);
  });
  const rows = [...join({ dataset: new SliceLines(slices.dataset), ...sides }, tally, control)];
  return { rows, tally };
}
