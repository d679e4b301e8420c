/** What the micro benchmarks' functions are given: few rows, so that everything is held in memory. */
import type { MainSource } from '../src/core/fields.js';
import { join, type JoinedRow } from '../src/core/join.js';
import type { RecordBatch } from '../src/core/record-batch.js';
import { RecordEncoder, type RecordForm, type RowSlices } from '../src/records/record-encoder.js';
import { readSources, type BenchData } from './data.js';
import { drawJpeg } from './media-server/picture.js';
import { linesOf, newTally, rowSlices } from './row-slices.js';

/** A record a line, with all of its fields. */
export const FULL: RecordForm = { schema: 'full', format: 'jsonl', fields: null };

/** Of the seed's photo: 500 pixels on the long side, 99,560 bytes. */
const PHOTO_SEED = 58;

export interface MicroInput {
  readonly data: BenchData;
  readonly text: Readonly<Record<MainSource, Buffer>>;
  readonly bz2: Readonly<Record<MainSource, Buffer>>;
  readonly slices: RowSlices;
  readonly rows: readonly JoinedRow[];
  /** All records of the rows, as the record encoder makes them. */
  readonly records: RecordBatch;
  readonly photo: Buffer;
  /** An empty folder for what writes files. */
  readonly scratch: string;
}

/** Reads the files of `data`, and draws the photo; `scratch` is to be there. */
export async function microInput(data: BenchData, scratch: string): Promise<MicroInput> {
  const text = await readSources(data.dirs.text);
  const slices = rowSlices(text, data.rows);
  return {
    data,
    text,
    bz2: await readSources(data.dirs.bz2),
    slices,
    rows: [...join(linesOf(slices), newTally())],
    records: recordsOf(slices, data.rows),
    photo: await drawJpeg(PHOTO_SEED),
    scratch,
  };
}

/** In one batch, which has bytes of its own. */
function recordsOf(slices: RowSlices, rows: number): RecordBatch {
  const parts: Buffer[] = [];
  const ids: string[] = [];
  const ends: number[] = [];
  let before = 0;
  for (const batch of new RecordEncoder().inStep(slices, FULL, null, { rows: 0, isWhole: false })) {
    for (let k = 0; k < batch.count; k++) {
      ids.push(batch.idOf(k));
      ends.push(before + batch.endOf(k));
    }
    parts.push(Buffer.from(batch.bytes));
    before += batch.bytes.length;
  }
  if (ids.length !== rows) throw new Error(`Expected ${rows} records, got ${ids.length}.`);
  return {
    bytes: Buffer.concat(parts),
    count: rows,
    idOf: (index) => ids[index] ?? '',
    endOf: (index) => ends[index] ?? 0,
  };
}
