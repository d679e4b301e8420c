/** `--format csv`: a record a line, a file a shard, as RFC 4180 has it but with LF, and a line of names first. */
import { stringify, type Options } from 'csv-stringify/sync';
import { columnsOf, type ColumnName } from './columns.js';
import { parsedRecords } from './parsed-records.js';
import { shardName } from '../core/output-path.js';
import type { Sink, SinkContext, SinkResult } from './sink.js';
import { WholeFile } from './whole-file.js';

/** Records made text at a time: a whole batch of them as values would outlive the young generation, and cost twice the time. */
const ROWS = 32;

/** Characters gathered before they are written. */
const BATCH_CHARACTERS = 1 << 18;

/**
 * Null becomes the empty cell and a number its shortest text, as in JSON; the library's own text for false is empty. A
 * lone CR is quoted too: readers take it for a line end.
 */
const CSV: Options = {
  eof: true,
  record_delimiter: '\n',
  quote_record_delimiter: true,
  cast: { boolean: String, object: (value) => JSON.stringify(value) },
};

export function csvFile(context: SinkContext, hasMedia: boolean, fields: readonly ColumnName[] | null = null): Sink {
  const columns = columnsOf(hasMedia, fields);
  const file = new WholeFile(context, `meta/${shardName(context.shard)}.csv`);
  let text = stringify([columns], CSV);
  const flush = (): void => {
    file.write(Buffer.from(text));
    text = '';
  };
  const add = (rows: unknown[][]): void => {
    text += stringify(rows, CSV);
    if (text.length >= BATCH_CHARACTERS) flush();
  };
  return {
    write(batch) {
      let rows: unknown[][] = [];
      for (const { record } of parsedRecords(batch)) {
        rows.push(columns.map((name) => record[name]));
        if (rows.length < ROWS) continue;
        add(rows);
        rows = [];
      }
      add(rows);
    },
    close(): Promise<SinkResult> {
      flush();
      const output = file.close();
      return Promise.resolve({ outputs: [output], files: 1, bytes: output.bytes });
    },
    abort: () => file.abort(),
  };
}
