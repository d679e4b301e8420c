/** What the database of a `sqlite` job and its parts are called. */

/** Below the output folder; a file of this name is whole. */
export const DATABASE_NAME = 'yfcc100m.sqlite';

/** Until the job is done. */
export const PARTIAL_NAME = `${DATABASE_NAME}.partial`;

/** What the library puts beside a database while it is open: its lock, a folder, and the log of what is not in it yet. */
export const LOCK_SUFFIX = '.lock';
export const LOG_SUFFIX = '-wal';

/** The database of one shard, below the folder for temporary names. */
export function stagedName(shard: number): string {
  return `${String(shard).padStart(5, '0')}.sqlite`;
}
