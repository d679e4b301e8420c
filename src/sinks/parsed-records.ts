/** The records of a batch as values again, for the formats that write no JSON of their own. */
import type { RecordBatch } from '../core/record-batch.js';
import type { FullRecord } from '../core/record.js';

/** A record with the bytes of JSON that it came in. */
export interface ParsedRecord {
  readonly record: FullRecord;
  readonly bytes: number;
}

/** Yields the records in order; they must be of the `full` schema. They hold good as long as they are kept. */
export function* parsedRecords({ bytes, count, endOf }: RecordBatch): Generator<ParsedRecord> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let from = 0;
  for (let index = 0; index < count; index++) {
    const to = endOf(index);
    // A border: the encoder's own JSON, and its tests hold it to the type.
    yield { record: JSON.parse(buffer.toString('utf8', from, to)) as FullRecord, bytes: to - from };
    from = to;
  }
}
