/** The rows of four files as a worker is given them, made of whole texts in memory. */
import { bySide, type MainSource } from '../src/core/fields.js';
import type { JoinTally, ShardLines } from '../src/core/join.js';
import type { Slice } from '../src/core/protocol.js';
import { SliceLines } from '../src/core/slice-lines.js';
import type { RowSlices } from '../src/records/record-encoder.js';

/** The texts of so many rows each, copied into memory that threads can share: a slice a source. */
export function rowSlices(text: Readonly<Record<MainSource, Uint8Array>>, rows: number): RowSlices {
  const sliceOf = (source: MainSource): Slice => {
    const buffer = new SharedArrayBuffer(text[source].length);
    new Uint8Array(buffer).set(text[source]);
    return { firstLine: 0, lines: rows, segments: [{ buffer, from: 0, to: text[source].length }], overlong: [] };
  };
  return {
    dataset: sliceOf('dataset'),
    autotags: sliceOf('autotags'),
    exif: sliceOf('exif'),
    places: sliceOf('places'),
    hash: null,
  };
}

/** Where the lines of each slice are. */
export function linesOf({ dataset, autotags, exif, places }: RowSlices): ShardLines {
  return {
    dataset: new SliceLines(dataset),
    autotags: autotags && new SliceLines(autotags),
    exif: exif && new SliceLines(exif),
    places: places && new SliceLines(places),
    hash: null,
  };
}

/** What a join counts into. */
export function newTally(): JoinTally {
  return { gaps: bySide(() => 0), rejects: [] };
}
