/** `--format parquet`: a file a shard, with typed columns; see `docs/formats.md` for them. */
import type { FullRecord } from '../core/record.js';
import { COLUMN_KINDS, columnsOf, type ColumnName } from './columns.js';
import { ParquetFile } from './parquet-file.js';
import { parsedRecords } from './parsed-records.js';
import { shardName, type Sink, type SinkContext, type SinkResult } from './sink.js';
import { WholeFile } from './whole-file.js';

/**
 * A row group ends with the record that reaches either, rows or bytes of JSON: so it depends on the records alone, and
 * not on how they came in batches. Its values are held until then, which takes a thread some 130 MB.
 */
export const GROUP_ROWS = 10_000;
export const GROUP_BYTES = 1 << 24;

export function parquetFile(
  context: SinkContext,
  hasMedia: boolean,
  fields: readonly ColumnName[] | null = null,
): Sink {
  const columns = columnsOf(hasMedia, fields);
  const file = new WholeFile(context, `meta/${shardName(context.shard)}.parquet`);
  const parquet = new ParquetFile(file, columns);
  let group = columns.map((): unknown[] => []);
  let groupRows = 0;
  let groupBytes = 0;
  const flush = async (): Promise<void> => {
    const values = group;
    group = columns.map(() => []);
    groupRows = 0;
    groupBytes = 0;
    await parquet.writeGroup(values);
  };
  return {
    async write(batch) {
      for (const { record, bytes } of parsedRecords(batch)) {
        for (const [k, name] of columns.entries()) group[k]?.push(valueOf(record, name));
        groupRows++;
        groupBytes += bytes;
        if (groupRows >= GROUP_ROWS || groupBytes >= GROUP_BYTES) await flush();
      }
    },
    async close(): Promise<SinkResult> {
      if (groupRows > 0) await flush();
      const output = await parquet.close();
      return { outputs: [output], files: 1, bytes: output.bytes };
    },
    abort: () => file.abort(),
  };
}

/** The value that the column's type takes. */
function valueOf(record: FullRecord, name: ColumnName): unknown {
  const value = record[name] ?? null;
  return COLUMN_KINDS[name] === 'integer' && typeof value === 'number' ? BigInt(value) : value;
}
