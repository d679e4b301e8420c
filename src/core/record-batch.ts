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

/** The bytes of each record, in order; they hold good as the batch does. */
export function* recordsOf({ bytes, count, endOf }: RecordBatch): Generator<Buffer> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let from = 0;
  for (let index = 0; index < count; index++) {
    const to = endOf(index);
    yield buffer.subarray(from, to);
    from = to;
  }
}

/** A batch of one record. */
export function batchOfOne(photoId: string, json: string): RecordBatch {
  const bytes = Buffer.from(json);
  return { bytes, count: 1, idOf: () => photoId, endOf: () => bytes.length };
}
