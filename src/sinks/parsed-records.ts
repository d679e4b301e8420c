/** The records of a batch as values again, for the formats that write no JSON of their own. */
import { recordsOf, type RecordBatch } from '../core/record-batch.js';
import type { FullRecord } from '../core/record.js';

/** A record with the bytes of JSON that it came in. */
export interface ParsedRecord {
  readonly record: FullRecord;
  readonly bytes: number;
}

/** Yields the records in order; they must be of the `full` schema. They hold good as long as they are kept. */
export function* parsedRecords(batch: RecordBatch): Generator<ParsedRecord> {
  for (const json of recordsOf(batch)) {
    // A border: the encoder's own JSON, and its tests hold it to the type.
    yield { record: JSON.parse(json.toString()) as FullRecord, bytes: json.length };
  }
}
