/** How a job went over all of its runs, out of its manifest. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_NAME, readManifest } from '../engine/manifest.js';
import type { JobHistory } from './run-report.js';

/** A longer manifest, of millions of files, takes too long to read for one more plot. */
const MAX_BYTES = 16 * 1024 * 1024;

/** As many as a plot and its table can show. */
const MOST_POINTS = 60;

/** Of the job in a folder, whose last run went on behind `doneBefore` shards; null where that was its first. */
export async function jobHistory(outDir: string, doneBefore: number): Promise<JobHistory | null> {
  if (doneBefore === 0 || (await stat(join(outDir, MANIFEST_NAME))).size > MAX_BYTES) return null;
  const shards = (await readManifest(outDir))?.shards ?? [];
  const last = shards[doneBefore - 1];
  if (last === undefined || shards.length === doneBefore) return null;
  let rows = 0;
  const points = shards.map((shard) => ({ seconds: shard.seconds, rows: (rows += shard.rows) }));
  const every = Math.ceil(points.length / MOST_POINTS);
  return {
    points: points.filter((_, k) => (points.length - 1 - k) % every === 0),
    before: { shards: doneBefore, seconds: last.seconds },
  };
}
