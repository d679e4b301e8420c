/**
 * The rows of a SQLite database as lines of the dataset file, in the order of their numbers. SQLite joins the cells and
 * the lines, many at a time, so that no row costs a call.
 *
 * A cell is taken as the file's cell: the official database has them as they stand there, URL-encoding and all. What can't
 * stand in a line, a tab or a line end, is encoded as the file's makers would.
 */
import { YfccError } from '../core/errors.js';
import { OFFICIAL_COLUMNS, OFFICIAL_TABLE } from '../core/official-columns.js';
import type { Database, Row, Value } from './database.js';

const COLUMN_NAMES = Object.keys(OFFICIAL_COLUMNS);

const TAB = 9;
const LF = 10;

/** Text read at a time, about: as many rows as had so many bytes the last time. */
const BYTES_AT_A_TIME = 1 << 18;

/** Rows read at a time: at first, and at the most. */
export const FIRST_ROWS = 64;
export const MOST_ROWS = 1024;

/** Behind which row number reading begins; no row can have this one and come. */
const BEFORE_ALL = -(2n ** 63n);

export interface Lines {
  readonly bytes: Uint8Array;
  /** The number of the last row; null when there is none. */
  readonly last: number | bigint | null;
}

export class DatasetRows {
  readonly #database: Database;
  readonly #table: string;
  #rows = FIRST_ROWS;
  #ends: Row | null = null;

  /** Throws `bad-input` where there is no table with the 23 columns; `file` is what to call the database. */
  constructor(database: Database, file: string) {
    this.#database = database;
    const table = findTable(database, file);
    this.#table = quotedName(table);
  }

  count(): number {
    return Number(this.#database.get(`SELECT count(*) AS n FROM ${this.#table}`)?.['n']);
  }

  /** The number of the last of the first `count` rows; null when there are not so many. */
  passOver(count: number): number | bigint | null {
    if (count === 0) return BEFORE_ALL;
    const row = this.#database.get(`SELECT rowid AS r FROM ${this.#table} ORDER BY rowid LIMIT 1 OFFSET ${count - 1}`);
    return asNumber(row?.['r'] ?? null);
  }

  /** The next rows behind row `after`. */
  read(after: number | bigint): Lines {
    const plain = this.#read(after, (name) => `ifnull(${name}, '')`);
    const isPlain = plain.last === null || hasCells(plain.bytes, plain.rows);
    if (!isPlain) return this.#readEncoded(after);
    this.#rows = Math.max(1, Math.min(MOST_ROWS, 2 * this.#rows, rowsFor(plain)));
    return plain;
  }

  /** The same rows, where a cell has a byte that a line can't have. */
  #readEncoded(after: number | bigint): Lines {
    return this.#read(after, (name) => `replace(replace(ifnull(${name}, ''), char(9), '%09'), char(10), '%0A')`);
  }

  /** How much of all rows row `at` leaves behind it, by their numbers, 0 to 1. */
  progressAt(at: number | bigint): number {
    this.#ends ??= this.#database.get(
      `SELECT (SELECT min(rowid) FROM ${this.#table}) AS first, (SELECT max(rowid) FROM ${this.#table}) AS last`,
    );
    const [first, last] = [Number(this.#ends?.['first']), Number(this.#ends?.['last'])];
    return (Number(at) - first + 1) / (last - first + 1);
  }

  #read(after: number | bigint, cell: (name: string) => string): Lines & { readonly rows: number } {
    const row = this.#database.get(
      `SELECT max(r) AS last, count(*) AS rows, CAST(group_concat(line, char(10)) || char(10) AS BLOB) AS bytes FROM (
        SELECT rowid AS r, concat_ws(char(9), ${COLUMN_NAMES.map(cell).join(', ')}) AS line
        FROM ${this.#table} WHERE rowid > ? ORDER BY rowid LIMIT ?)`,
      [after, this.#rows],
    );
    const bytes = row?.['bytes'];
    return {
      bytes: bytes instanceof Uint8Array ? bytes : new Uint8Array(),
      last: asNumber(row?.['last'] ?? null),
      rows: Number(row?.['rows'] ?? 0),
    };
  }
}

/** How many rows like these make the text to be read at a time. */
function rowsFor({ rows, bytes }: { readonly rows: number; readonly bytes: Uint8Array }): number {
  return Math.floor((rows * BYTES_AT_A_TIME) / Math.max(1, bytes.length));
}

/** Whether so many lines have so many tabs as they should. */
function hasCells(bytes: Uint8Array, rows: number): boolean {
  let tabs = 0;
  let ends = 0;
  // By index: an iterator takes ten times as long.
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === TAB) tabs++;
    else if (byte === LF) ends++;
  }
  return ends === rows && tabs === rows * (COLUMN_NAMES.length - 1);
}

function asNumber(value: Value): number | bigint | null {
  return typeof value === 'number' || typeof value === 'bigint' ? value : null;
}

/** The official table, or else the only one that has its columns. */
function findTable(database: Database, file: string): string {
  const tables = database
    .all(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'`)
    .map(({ name }) => String(name));
  const official = tables.find((name) => name.toLowerCase() === OFFICIAL_TABLE);
  const lacking = (table: string): readonly string[] => {
    const rows = database.all(`SELECT lower(name) AS name FROM pragma_table_info(?)`, [table]);
    const names = new Set(rows.map(({ name }) => name));
    return COLUMN_NAMES.filter((name) => !names.has(name));
  };
  const refuse = (came: string): YfccError =>
    new YfccError(
      'bad-input',
      `Expected ${file} to have a table ${OFFICIAL_TABLE} with the columns ${COLUMN_NAMES.join(', ')}, got ${came}.`,
      { file, source: 'dataset' },
    );
  if (official !== undefined) {
    const missing = lacking(official);
    if (missing.length > 0) throw refuse(`that table without ${missing.join(', ')}`);
    return official;
  }
  const fits = tables.filter((table) => lacking(table).length === 0);
  const [only] = fits;
  if (only !== undefined && fits.length === 1) return only;
  if (fits.length > 1) throw refuse(`${fits.length} other tables with these columns: ${fits.join(', ')}`);
  throw refuse(tables.length === 0 ? 'no table' : `only ${tables.slice(0, 5).join(', ')}`);
}

function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
