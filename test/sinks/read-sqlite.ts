/** Reads and makes SQLite databases with Python's sqlite3 module. */
import { execFileSync, spawnSync } from 'node:child_process';

/** For the `skip` of tests that need it. */
export const NO_PYTHON_SQLITE: string | false =
  spawnSync('python3', ['-c', 'import sqlite3']).status === 0
    ? false
    : 'python3 is not installed, or lacks its sqlite3';

const READ = `
import json, sqlite3, sys
db = sqlite3.connect(f'file:{sys.argv[1]}?mode=ro', uri=True)
shown = lambda value: {'blob': value.decode('latin1')} if isinstance(value, bytes) else value
json.dump([[shown(value) for value in row] for row in db.execute(sys.argv[2])], sys.stdout)
`;

const RUN = `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.executescript(sys.stdin.read())
db.commit()
`;

export type SqliteValue = string | number | null | { readonly blob: string };

/** The rows that a question to the database gives; a blob has a character a byte. */
export function querySqlite(file: string, sql: string): readonly (readonly SqliteValue[])[] {
  return JSON.parse(execFileSync('python3', ['-c', READ, file, sql], { maxBuffer: 1 << 28 }).toString());
}

/** Runs statements on the database, which is made if it is not there. */
export function runSqlite(file: string, sql: string): void {
  execFileSync('python3', ['-c', RUN, file], { input: sql });
}

/** All that a job's database says, with the rowids, and that SQLite finds nothing wrong with it. */
export function databaseContent(file: string): Readonly<Record<string, readonly unknown[]>> {
  const all = (table: string) => querySqlite(file, `SELECT rowid, * FROM ${table} ORDER BY rowid`);
  return {
    check: querySqlite(file, 'PRAGMA integrity_check'),
    journal: querySqlite(file, 'PRAGMA journal_mode'),
    dataset: all('yfcc100m_dataset'),
    parts: all('yfcc100m_parts'),
    shards: all('yfcc100m_shards'),
  };
}
