/** How many rows a second a job does, from a few seconds of it. */
import type { TrialResult } from './trial-message.js';

/**
 * Rows by what was done to them between two moments: those that were decoded and those that were parsed and written, each by
 * its share of what a row costs. To count the latter alone would tell of the phase that the job was in: it decodes for a
 * while, then all threads have shards, and a few seconds see more of one than of the other. A job that was seen whole has
 * had both, and of one without bz2 files, or without a finished shard, there is no more to know than its rows.
 */
export function rowsPerSecond(trial: TrialResult): number {
  const { rows, decodedRows, seconds, isWhole, decodeSecondsPerRow: decode, shardSecondsPerRow: shard } = trial;
  if (isWhole || decode === 0 || shard === 0) return rows / seconds;
  return (decode * decodedRows + shard * rows) / (decode + shard) / seconds;
}
