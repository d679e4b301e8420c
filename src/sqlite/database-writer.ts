/**
 * The one database of a `sqlite` job, as the one thread that writes it has it: shard behind shard, each in a transaction
 * of its own together with its line in the table of shards. So it always holds whole shards, in order, and what a kill
 * left of another is gone when it is opened again.
 */
import { rmSync } from 'node:fs';
import { LOCK_SUFFIX, LOG_SUFFIX } from '../core/database-names.js';
import { YfccError } from '../core/errors.js';
import { OFFICIAL_TABLE } from '../core/official-columns.js';
import { Database, isSqliteError } from './database.js';
import { otherTables, PARTS_TABLE, RECORD_TABLES, SHARDS_TABLE } from './schema.js';
import { asWriteError } from './write-error.js';

export class DatabaseWriter {
  readonly #database: Database;

  private constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Opens the database and takes it back to the first `shards` shards, which the manifest knows of. Throws
   * `resume-refused` when these are not in it, with `records` records in all. A new one has columns for what is known of
   * pictures if `hasImages`.
   */
  static open(file: string, shards: number, records: number, hasImages: boolean): DatabaseWriter {
    // What a job that never came to a shard left is not worth going on with.
    if (shards === 0) for (const suffix of ['', LOG_SUFFIX]) rmSync(`${file}${suffix}`, { force: true });
    const writer = attempt(file, () => new DatabaseWriter(Database.write(file, 'wal')));
    try {
      attempt(file, () => writer.#begin(shards, records, hasImages));
      return writer;
    } catch (error) {
      writer.#leave();
      throw error;
    }
  }

  /** Puts a shard behind the others, from its own database, and removes that. */
  add(staged: string, shard: number, records: number): void {
    const database = this.#database;
    attempt(database.path, () => {
      database.exec(`ATTACH ${quoted(staged)} AS staged`);
      try {
        database.transaction(() => {
          for (const table of [OFFICIAL_TABLE, PARTS_TABLE])
            database.exec(`INSERT INTO main.${table} SELECT * FROM staged.${table}`);
          database.exec(
            `INSERT INTO ${SHARDS_TABLE} VALUES (${shard}, ${records}, (SELECT ifnull(max(rowid), 0) FROM ${OFFICIAL_TABLE}))`,
          );
        });
      } finally {
        database.exec('DETACH staged');
      }
    });
    for (const suffix of ['', LOCK_SUFFIX]) rmSync(`${staged}${suffix}`, { recursive: true, force: true });
  }

  /** Closes it; when it is whole, with no log, so that it may be read from where nothing can be written. */
  close(isWhole: boolean): void {
    if (!isWhole) {
      this.#leave();
      return;
    }
    try {
      attempt(this.#database.path, () => {
        this.#database.exec('PRAGMA journal_mode = DELETE');
        this.#database.close();
      });
    } catch (error) {
      this.#leave();
      throw error;
    }
  }

  #begin(shards: number, records: number, hasImages: boolean): void {
    const database = this.#database;
    database.transaction(() => {
      if (database.get(`SELECT 1 FROM sqlite_schema WHERE name = '${SHARDS_TABLE}'`) === null)
        database.exec(`${RECORD_TABLES} ${otherTables(hasImages)}`);
      const known = database.get(
        `SELECT count(*) AS shards, ifnull(sum(records), 0) AS records, ifnull(max(last_rowid), 0) AS last FROM ${SHARDS_TABLE} WHERE shard < ${shards}`,
      );
      if (known?.['shards'] !== shards || known['records'] !== records) {
        throw new YfccError(
          'resume-refused',
          `Expected ${database.path} to have the ${shards} shards of the manifest with ${records} records, got ${String(known?.['shards'])} with ${String(known?.['records'])}. Give another --out, or --overwrite to begin anew.`,
          { file: database.path },
        );
      }
      // A shard that the manifest does not know of is done again.
      database.exec(`DELETE FROM ${SHARDS_TABLE} WHERE shard >= ${shards}`);
      for (const table of [OFFICIAL_TABLE, PARTS_TABLE])
        database.exec(`DELETE FROM ${table} WHERE rowid > ${String(known['last'])}`);
    });
  }

  /** Closes what may be broken: the log has all that counts. */
  #leave(): void {
    try {
      this.#database.close();
    } catch {
      // The next run reads the log.
    }
  }
}

/** Runs `work`; an error of SQLite becomes one that says what to do. */
function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    if (/malformed|not a database/.test(error.message)) {
      throw new YfccError(
        'resume-refused',
        `Expected ${file} to be this job's database, got a file that SQLite can't read: ${error.message}. Give --overwrite to begin anew.`,
        { file, cause: error },
      );
    }
    throw asWriteError(error, file);
  }
}

/** A text in SQL. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
