/** Reads a SQLite database: rows as lines of the dataset file, how many there are, or whether all is whole. */
import { rmSync, symlinkSync } from 'node:fs';
import { LOCK_SUFFIX } from '../src/core/database-names.js';
import { YfccError } from '../src/core/errors.js';
import type { DatabaseReadReply, DatabaseReadTask } from '../src/core/protocol.js';
import { databaseProblems } from '../src/sqlite/database-check.js';
import { Database, isSqliteError } from '../src/sqlite/database.js';
import { DatasetRows } from '../src/sqlite/dataset-rows.js';
import { checkReadable } from '../src/sqlite/file-header.js';

/** Open from one task to the next; it ends with its thread. */
let kept: { readonly link: string; readonly database: Database; readonly rows: DatasetRows } | null = null;

export default function databaseRead(task: DatabaseReadTask): DatabaseReadReply {
  const { file } = task;
  let after: number | bigint | null = null;
  try {
    switch (task.kind) {
      case 'count':
        return { status: 'rows', rows: rowsOf(task).count() };
      case 'lines': {
        const rows = rowsOf(task);
        after = task.after ?? rows.passOver(task.skip);
        const { bytes, last } = after === null ? { bytes: new Uint8Array(), last: null } : rows.read(after);
        return { status: 'lines', bytes, last, progress: last === null ? 1 : rows.progressAt(last) };
      }
      case 'check': {
        const database = open(task);
        try {
          return { status: 'checked', problems: databaseProblems(database, task.shards, task.records) };
        } finally {
          database.close();
        }
      }
    }
  } catch (error) {
    if (error instanceof YfccError) return { status: 'failed', code: error.code, message: error.message, file };
    if (!isSqliteError(error) && !isSystemError(error)) throw error;
    if (task.kind === 'check') return { status: 'checked', problems: [error.message] };
    const where = after === null || Number(after) < 0 ? '' : `, behind row ${after}`;
    return {
      status: 'failed',
      code: 'bad-input',
      message: `Expected ${file} to be a whole SQLite database, got: ${error.message}${where}. Check the copy with \`sqlite3 ${file} 'PRAGMA integrity_check'\`, or get it again.`,
      file,
    };
  }
}

function rowsOf(task: DatabaseReadTask): DatasetRows {
  if (kept?.link !== task.link) {
    kept?.database.close();
    kept = null;
    const database = open(task);
    kept = { link: task.link, database, rows: new DatasetRows(database, task.file) };
  }
  return kept.rows;
}

function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}

/** The library's lock goes beside the link: the file may be where nothing can be written, and a kill leaves no lock there. */
function open({ file, link }: DatabaseReadTask): Database {
  checkReadable(file);
  for (const name of [link, `${link}${LOCK_SUFFIX}`]) rmSync(name, { recursive: true, force: true });
  symlinkSync(file, link);
  return Database.read(link);
}
