/** How many rows a second a job does, from a few seconds of it. */
import type { TrialResult } from './trial-message.js';

/**
 * What the threads did while they were seen, by what a row costs them: so many busy threads, each row so many seconds of one.
 * To count the rows that came in the time would tell of the phase that a job was in: it decodes for a while, then all threads
 * have shards, and with large ones a time of seconds sees one of both alone. Falls back on that where no shard was finished,
 * and for a job that was seen whole.
 */
export function rowsPerSecond(trial: TrialResult): number {
  const { rows, seconds, isWhole, workersBusy, decodeSecondsPerRow, shardSecondsPerRow } = trial;
  const cost = decodeSecondsPerRow + shardSecondsPerRow;
  return isWhole || cost === 0 ? rows / seconds : workersBusy / cost;
}
