/**
 * A SQLite database in a file: the only file that knows the library, a build of SQLite in WebAssembly.
 *
 * Two things about the library shape what is around this. A database that is open has a lock beside it, a folder, which
 * a killed process leaves; so whoever opens one removes what a dead process may have left, or opens it under another
 * name. And it does not roll a journal back that a killed process left, since it takes its own lock for another's; a
 * write-ahead log it reads. So what must outlive a kill is written with `wal`.
 */
import { closeSync, openSync, rmSync } from 'node:fs';
import sqlite from 'node-sqlite3-wasm';
import { LOCK_SUFFIX } from '../core/database-names.js';

export type Value = string | number | bigint | Uint8Array | null;
export type Row = Readonly<Record<string, Value>>;

/** `none`: a file that is worth nothing before it is whole, and gone after a crash; `wal`: every transaction outlives one. */
export type Journal = 'none' | 'wal';

export class Database {
  readonly path: string;
  readonly #database: sqlite.Database;

  private constructor(path: string, database: sqlite.Database) {
    this.path = path;
    this.#database = database;
  }

  /** Opens a database to write; makes it if it is not there. The caller knows that no other process has it open. */
  static write(path: string, journal: Journal): Database {
    rmSync(`${path}${LOCK_SUFFIX}`, { recursive: true, force: true });
    // The library would make it for its owner alone, whatever the umask.
    closeSync(openSync(path, 'a'));
    const database = new Database(path, new sqlite.Database(path));
    try {
      database.exec('PRAGMA locking_mode = EXCLUSIVE');
      // Without that mode a log needs shared memory, which WebAssembly has none of.
      database.exec(
        journal === 'wal'
          ? 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL'
          : 'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF',
      );
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Opens a database to read. */
  static read(path: string): Database {
    const database = new Database(path, new sqlite.Database(path, { readOnly: true, fileMustExist: true }));
    try {
      // Else each question makes the lock's folder, removes it, and forgets the pages that it read.
      database.exec('PRAGMA locking_mode = EXCLUSIVE');
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Runs statements that give nothing. */
  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /** The first row; null when there is none. */
  get(sql: string, values: readonly Value[] = []): Row | null {
    // Rows are plain unless the option to expand them is given.
    return this.#database.get(sql, [...values]) as Row | null;
  }

  all(sql: string, values: readonly Value[] = []): readonly Row[] {
    return this.#database.all(sql, [...values]) as Row[];
  }

  /** A statement to be run many times; `finalize` it. */
  prepare(sql: string): sqlite.Statement {
    return this.#database.prepare(sql);
  }

  /** Runs `work` as one transaction, which is undone when it throws. */
  transaction(work: () => void): void {
    this.exec('BEGIN');
    try {
      work();
      this.exec('COMMIT');
    } catch (error) {
      if (this.#database.inTransaction) this.#undo();
      throw error;
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #undo(): void {
    try {
      this.exec('ROLLBACK');
    } catch {
      // What comes next is what made it fail; the log still tells what counts.
    }
  }
}

/** Whether an error is the library's: its message is SQLite's, and says no more. */
export function isSqliteError(error: unknown): error is Error {
  return error instanceof sqlite.SQLite3Error;
}
