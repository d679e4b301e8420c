/** Encoded records on their way to a sink: many at once, so that a sink pays for bytes and not for rows. */
import { Buffer } from 'node:buffer';

export interface RecordBatch {
  /** The records one behind the other; they hold good until the sink's promise is fulfilled. */
  readonly bytes: Uint8Array;
  readonly count: number;
  /** The id of record `index`. */
  readonly idOf: (index: number) => string;
  /** Where record `index` ends in `bytes`; it begins where the one in front of it ends. */
  readonly endOf: (index: number) => number;
}

/** A batch of one record. */
export function batchOfOne(photoId: string, json: string): RecordBatch {
  const bytes = Buffer.from(json);
  return { bytes, count: 1, idOf: () => photoId, endOf: () => bytes.length };
}
