/** `yfcc status`: what a running or finished job has done, from its manifest alone. */
import { resolve } from 'node:path';
import { YfccError } from '../core/errors.js';
import type { PartSource, SideSource, Source } from '../core/fields.js';
import type { Outcome } from '../core/outcome.js';
import { lockOwner } from '../engine/job-lock.js';
import { readManifest } from '../engine/manifest.js';
import { addShard, NO_TOTALS, rejectCount, shardTotal, type Totals } from './totals.js';

/** One object for people and programs; counts are of finished shards. */
export interface Status {
  readonly out: string;
  readonly finished: boolean;
  /** Process id of the run that is writing the folder now; null when there is none. */
  readonly pid: number | null;
  readonly rows: number;
  readonly records: number;
  readonly rejects: number;
  readonly rejectsBySource: Readonly<Record<Source, number>>;
  /** `total` is an estimate until the job is finished; null before the first shard. */
  readonly shards: { readonly done: number; readonly total: number | null };
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** Media whose hosts did not answer, which are asked for again when all shards are done. */
  readonly putOff: number;
  /** Dataset rows without a line, by source. */
  readonly gaps: Readonly<Record<SideSource, number>>;
  /** Shards in which a source had lost the dataset rows, by source. */
  readonly lost: Readonly<Record<SideSource, number>>;
  /** Sources with lines behind the dataset's last row that were not read. */
  readonly unread: readonly SideSource[];
  readonly badItems: Readonly<Record<PartSource, number>>;
  readonly shortIds: number;
  readonly wrongHashes: number;
  readonly files: number;
  readonly bytes: number;
  /** Seconds that the job has run, all runs together. */
  readonly seconds: number;
  readonly rowsPerSecond: number;
  /** Seconds to go; 0 when finished, null while nothing is known. */
  readonly remainingSeconds: number | null;
  /** Paths; a list where a source has several files. */
  readonly sources: Readonly<Partial<Record<Source, string | readonly string[]>>>;
}

/** Throws `output-refused` where there is no job. */
export async function status(out: string): Promise<Status> {
  const outDir = resolve(out);
  const content = await readManifest(outDir);
  if (content === null) {
    throw new YfccError('output-refused', `Expected a job's folder with a manifest.jsonl, got ${outDir}.`, {
      file: outDir,
    });
  }
  const totals = content.shards.reduce<Totals>(addShard, NO_TOTALS);
  const { shards, rows, records, isFinished, progress, seconds } = totals;
  const { rejects, gaps, lost, unread, badItems, outcomes, putOff, shortIds, wrongHashes, files, bytes } = totals;
  return {
    out: outDir,
    finished: isFinished,
    pid: await lockOwner(outDir),
    rows,
    records,
    rejects: rejectCount(totals),
    rejectsBySource: rejects,
    shards: { done: shards, total: shardTotal(totals) },
    outcomes,
    putOff,
    gaps,
    lost,
    unread,
    badItems,
    shortIds,
    wrongHashes,
    files,
    bytes,
    seconds,
    rowsPerSecond: seconds > 0 ? Math.round(rows / seconds) : 0,
    remainingSeconds: progress > 0 ? Math.round((seconds * (1 - progress)) / progress) : null,
    sources: content.job.paths,
  };
}
