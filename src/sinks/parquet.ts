/** `--format parquet`: a file a shard, with typed columns; see `docs/formats.md` for them. */
import type { RecordBatch } from '../core/record-batch.js';
import type { FullRecord } from '../core/record.js';
import { ColumnEncoder } from './column-encoder.js';
import { COLUMN_KINDS, columnsOf, type ColumnName } from './columns.js';
import { ParquetFile } from './parquet-file.js';
import { parsedRecords } from './parsed-records.js';
import { shardName } from '../core/output-path.js';
import type { Sink, SinkContext, SinkResult } from './sink.js';
import { WholeFile } from './whole-file.js';

/**
 * A row group ends with the record that reaches either, rows or bytes of JSON: so it depends on the records alone, and
 * not on how they came in batches. Its JSON is held until then.
 */
export const GROUP_ROWS = 10_000;
export const GROUP_BYTES = 1 << 24;

/** Encoders that no shard of this thread is using: their memory is used again. */
const idle: ColumnEncoder[] = [];

export function parquetFile(
  context: SinkContext,
  hasMedia: boolean,
  fields: readonly ColumnName[] | null = null,
): Sink {
  const columns = columnsOf(hasMedia, fields);
  const file = new WholeFile(context, `meta/${shardName(context.shard)}.parquet`);
  const parquet = new ParquetFile(file, columns);
  let encoder: ColumnEncoder | null = idle.pop() ?? new ColumnEncoder();
  const flush = async (group: ColumnEncoder): Promise<void> => {
    if (!parquet.writeEncoded(group)) await parquet.writeGroup(valuesOf(group.json, columns));
    group.clear();
  };
  const release = (): void => {
    encoder?.clear();
    if (encoder !== null) idle.push(encoder);
    encoder = null;
  };
  return {
    async write(batch) {
      if (encoder === null) throw new Error('the sink is closed');
      for (let index = 0, from = 0; index < batch.count;) {
        const next = groupEnd(batch, index, from, encoder);
        const end = batch.endOf(next - 1);
        encoder.add(batch.bytes.subarray(from, end), next - index);
        if (isFull(encoder.rows, encoder.bytes)) await flush(encoder);
        index = next;
        from = end;
      }
    },
    async close(): Promise<SinkResult> {
      if (encoder !== null && encoder.rows > 0) await flush(encoder);
      release();
      const output = await parquet.close();
      return { outputs: [output], files: 1, bytes: output.bytes };
    },
    abort: () => {
      release();
      file.abort();
    },
  };
}

function isFull(rows: number, bytes: number): boolean {
  return rows >= GROUP_ROWS || bytes >= GROUP_BYTES;
}

/** The record of the batch behind the last one of the group, where `index`, which begins at `from`, is the next. */
function groupEnd(batch: RecordBatch, index: number, from: number, { rows, bytes }: ColumnEncoder): number {
  let next = index + 1;
  while (next < batch.count && !isFull(rows + next - index, bytes + batch.endOf(next - 1) - from)) next++;
  return next;
}

/** The values of records of JSON, a list a column: the plain way, for what the encoder does not take. */
function valuesOf(json: Uint8Array, columns: readonly ColumnName[]): readonly unknown[][] {
  const values = columns.map((): unknown[] => []);
  for (const { record } of parsedRecords(batchOfLines(json))) {
    for (const [k, name] of columns.entries()) values[k]?.push(valueOf(record, name));
  }
  return values;
}

/** The value that the column's type takes. */
function valueOf(record: FullRecord, name: ColumnName): unknown {
  const value = record[name] ?? null;
  return COLUMN_KINDS[name] === 'integer' && typeof value === 'number' ? BigInt(value) : value;
}

function batchOfLines(bytes: Uint8Array): RecordBatch {
  const ends: number[] = [];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) ends.push(at + 1);
  return { bytes, count: ends.length, idOf: () => '', endOf: (index) => ends[index] ?? bytes.length };
}
