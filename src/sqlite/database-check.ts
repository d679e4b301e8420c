/** Whether the database of a finished `sqlite` job is whole, and has what the manifest says. */
import { OFFICIAL_TABLE } from '../core/official-columns.js';
import type { Database } from './database.js';
import { PARTS_TABLE, SHARDS_TABLE } from './schema.js';

/** Problems that SQLite names before it gives up. */
const MAX_PROBLEMS = 20;

/** A sentence for each thing that is wrong. */
export function databaseProblems(database: Database, shards: number, records: number): readonly string[] {
  const problems = database
    .all(`PRAGMA integrity_check(${MAX_PROBLEMS})`)
    .map((row) => String(Object.values(row)[0]))
    .filter((text) => text !== 'ok');
  if (problems.length > 0) return problems;
  const count = (what: string, table: string): number =>
    Number(database.get(`SELECT ${what} AS n FROM ${table}`)?.['n'] ?? 0);
  const found = [
    ['shards', shards, count('count(*)', SHARDS_TABLE)],
    ['records', records, count('ifnull(sum(records), 0)', SHARDS_TABLE)],
    [`rows in ${OFFICIAL_TABLE}`, records, count('count(*)', OFFICIAL_TABLE)],
    [`rows in ${PARTS_TABLE}`, records, count('count(*)', PARTS_TABLE)],
  ] as const;
  return found
    .filter(([, expected, came]) => came !== expected)
    .map(([what, expected, came]) => `expected ${expected} ${what}, got ${came}`);
}
