/** Shards for the record encoder, and what the plain encoder makes of them. */
import { encodeRecord, isHashRight } from '../../src/core/encode-record.js';
import { MAIN_SOURCES } from '../../src/core/fields.js';
import type { Filter } from '../../src/core/filter.js';
import type { JoinedRow } from '../../src/core/join.js';
import type { RecordBatch } from '../../src/core/record-batch.js';
import { noTroubles } from '../../src/core/record.js';
import { RecordEncoder, type RecordForm, type RecordTally } from '../../src/records/record-encoder.js';
import { synthRows } from '../../src/synth/rows.js';
import { joinSlices, segmentOf, sliceOf } from '../core/hand-made.js';

export const encoder = new RecordEncoder();
export const FULL = { schema: 'full', format: 'jsonl', fields: null } as const;
export const ARTICLES = [
  { schema: 'article', format: 'jsonl', fields: null },
  { schema: 'article', format: 'files', fields: null },
] as const;

/** What the plain encoder makes, and counts. */
export function reference(
  rows: readonly JoinedRow[],
  form: RecordForm = FULL,
): { readonly json: string; readonly tally: RecordTally } {
  const troubles = noTroubles();
  const json = rows.map((row) => encodeRecord(row, undefined, form, troubles)).join('');
  return { json, tally: { ...troubles, wrongHashes: rows.filter((row) => !isHashRight(row)).length } };
}

/** The text of a batch. */
export function textOf({ bytes }: RecordBatch): string {
  return Buffer.from(bytes).toString();
}

/** The lines of each source. */
export interface Shard {
  readonly dataset: string[];
  readonly autotags: string[];
  readonly exif: string[];
  readonly places: string[];
  readonly hash?: string[];
}

/** Synthetic rows in step. */
export function synthShard(rows: number, seed: number): Shard {
  const shard: Shard = { dataset: [], autotags: [], exif: [], places: [] };
  for (const lines of synthRows({ rows, seed })) {
    for (const source of MAIN_SOURCES) shard[source].push(lines[source]);
  }
  return shard;
}

/** Encodes a shard in step; the text, how many records, and whether all lines went in. */
export function inStep(
  shard: Shard,
  eol = '\n',
  cuts = 0,
  filter: Filter | null = null,
  form: RecordForm = FULL,
): { readonly text: string; readonly count: number; readonly isWhole: boolean } {
  const slice = (lines: readonly string[]) => {
    const text = lines.map((line) => line + eol).join('');
    const step = cuts === 0 ? text.length : Math.ceil(text.length / cuts);
    const segments = Array.from({ length: Math.ceil(text.length / step) }, (_, k) =>
      segmentOf(text.slice(k * step, (k + 1) * step)),
    );
    return { firstLine: 0, lines: lines.length, overlong: [], segments };
  };
  const slices = {
    dataset: slice(shard.dataset),
    autotags: slice(shard.autotags),
    exif: slice(shard.exif),
    places: slice(shard.places),
    hash: shard.hash === undefined ? null : slice(shard.hash),
  };
  const end = { rows: 0, isWhole: false };
  let text = '';
  let count = 0;
  for (const batch of encoder.inStep(slices, form, filter, end)) {
    text += textOf(batch);
    count += batch.count;
  }
  return { text, count, isWhole: end.isWhole };
}

/** The rows of a shard, joined. */
export function joinedRows({ dataset, autotags, exif, places, hash }: Shard): readonly JoinedRow[] {
  const sides = {
    autotags: sliceOf(autotags),
    exif: sliceOf(exif),
    places: sliceOf(places),
    hash: hash === undefined ? null : sliceOf(hash),
  };
  return joinSlices({ dataset: sliceOf(dataset), ...sides }).rows;
}

/** The plain encoder's records. */
export function referenceOf(shard: Shard, form: RecordForm = FULL): readonly string[] {
  const troubles = noTroubles();
  return joinedRows(shard).map((row) => encodeRecord(row, undefined, form, troubles));
}
