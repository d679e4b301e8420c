/**
 * `--format sqlite`: the shard's rows as a small database of their own, below the folder for temporary names. One thread
 * copies them into the job's (`sqlite/database-writer.ts`), which costs a fraction of what is done here, row for row.
 */
import { isUtf8 } from 'node:buffer';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { stagedName } from '../core/database-names.js';
import { OFFICIAL_COLUMNS, OFFICIAL_TABLE, type OfficialKind } from '../core/official-columns.js';
import { recordsOf } from '../core/record-batch.js';
import { restoreDatasetLine } from '../core/restore.js';
import { Database, isSqliteError, type Value } from '../sqlite/database.js';
import { PARTS_COLUMNS, PARTS_TABLE, RECORD_TABLES } from '../sqlite/schema.js';
import { asWriteError } from '../sqlite/write-error.js';
import { cutRecord, type DatasetFields } from './cut-record.js';
import type { Sink, SinkContext, SinkResult } from './sink.js';

const KINDS: readonly OfficialKind[] = Object.values(OFFICIAL_COLUMNS);

const JSON_COLUMNS: ReadonlySet<string> = new Set(['autotags', 'places', 'exif', 'media', 'raw']);

/** A whole number that SQLite keeps as one, and gives back digit for digit: under 2^63. */
const WHOLE = /^-?(?:0|[1-9]\d{0,17})$/;

/** Has no byte that is not ASCII, and no NUL. */
// oxlint-disable-next-line no-control-regex
const PLAIN = /^[\u0001-\u007f]*$/;

export function sqliteFile({ shard, tmpDir }: SinkContext, hasMedia: boolean): Sink {
  const path = join(tmpDir, stagedName(shard));
  const remove = (): void => rmSync(path, { force: true });
  // Another try at the shard, by another thread, may have been given up in the middle of it.
  remove();
  const orWriteError = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw isSqliteError(error) ? asWriteError(error, path) : error;
    }
  };
  const database = orWriteError(() => Database.write(path, 'none'));
  const [official, parts] = orWriteError(() => {
    database.exec(RECORD_TABLES);
    database.exec('BEGIN');
    return [
      database.prepare(`INSERT INTO ${OFFICIAL_TABLE} VALUES (${KINDS.map(() => '?').join(', ')})`),
      database.prepare(`INSERT INTO ${PARTS_TABLE} VALUES (${PARTS_COLUMNS.map(mark).join(', ')})`),
    ];
  });
  return {
    write: (batch) =>
      orWriteError(() => {
        for (const json of recordsOf(batch)) {
          const { record, lists } = cutRecord(json, hasMedia);
          const cells = officialCells(record);
          official.run(cells);
          const raw = record.raw === undefined ? null : Buffer.from(JSON.stringify(record.raw));
          parts.run([cells[0] ?? null, record.line_number, record.photo_hash, ...lists, raw]);
        }
      }),
    close: (): Promise<SinkResult> => {
      orWriteError(() => {
        official.finalize();
        parts.finalize();
        database.exec('COMMIT');
      });
      database.close();
      // The database of all shards counts once.
      return Promise.resolve({ outputs: [], files: shard === 0 ? 1 : 0, bytes: statSync(path).size });
    },
    abort() {
      // What is broken is removed all the same.
      for (const end of [() => official.finalize(), () => parts.finalize(), () => database.close()]) {
        try {
          end();
        } catch {}
      }
      remove();
    },
  };
}

/** The values of the official table: the cells of the dataset line, without line number and hash. */
function officialCells(record: DatasetFields): Value[] {
  const cells = restoreDatasetLine(record).split('\t');
  if (cells.length > KINDS.length) cells.splice(0, 3, cells[1] ?? '');
  return KINDS.map((kind, k) => valueOf(cells[k] ?? '', kind));
}

/**
 * A cell, one character per byte, as a value that SQLite keeps as it is. Numbers are given as text: the column makes them
 * numbers. Bytes stand for what would be changed by that, or is no text.
 */
function valueOf(cell: string, kind: OfficialKind): Value {
  // The empty text would be greater than any number.
  if (cell === '' && kind !== 'text') return null;
  if (kind === 'integer' && /\d/.test(cell) && !WHOLE.test(cell)) return Buffer.from(cell, 'latin1');
  if (PLAIN.test(cell)) return cell;
  const bytes = Buffer.from(cell, 'latin1');
  return isUtf8(bytes) && !bytes.includes(0) ? bytes.toString() : bytes;
}

/** JSON is given as bytes, which the library takes many times as fast as text. */
function mark(column: (typeof PARTS_COLUMNS)[number]): string {
  return JSON_COLUMNS.has(column) ? 'CAST(? AS TEXT)' : '?';
}
