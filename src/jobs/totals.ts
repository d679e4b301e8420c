/** What a job's finished shards amount to: the sums that the summary, `status` and the exit code are made of. */
import {
  bySide,
  bySource,
  PART_SOURCES,
  SIDE_SOURCES,
  SOURCES,
  type PartSource,
  type SideSource,
  type Source,
} from '../core/fields.js';
import { FAILED_OUTCOMES, OUTCOMES, type Outcome } from '../core/outcome.js';
import type { ShardLine } from '../engine/manifest.js';

export interface Totals {
  /** Finished shards. */
  readonly shards: number;
  readonly rows: number;
  readonly records: number;
  readonly rejects: Readonly<Record<Source, number>>;
  readonly gaps: Readonly<Record<SideSource, number>>;
  /** Shards in which a side file had lost the dataset rows. */
  readonly lost: Readonly<Record<SideSource, number>>;
  /** Sources with lines behind the dataset's last row that were not read. */
  readonly unread: readonly SideSource[];
  readonly badItems: Readonly<Record<PartSource, number>>;
  readonly shortIds: number;
  readonly wrongHashes: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** Media whose hosts were dead, and which are to be asked for again. */
  readonly putOff: number;
  readonly files: number;
  readonly bytes: number;
  /** Seconds that the job has run, all runs together. */
  readonly seconds: number;
  /** Share of the dataset file that is done, 0 to 1. */
  readonly progress: number;
  /** True when the last shard is done. */
  readonly isFinished: boolean;
}

export const NO_TOTALS: Totals = {
  shards: 0,
  rows: 0,
  records: 0,
  rejects: bySource(() => 0),
  gaps: bySide(() => 0),
  lost: bySide(() => 0),
  unread: [],
  badItems: { autotags: 0, exif: 0, places: 0 },
  shortIds: 0,
  wrongHashes: 0,
  outcomes: {},
  putOff: 0,
  files: 0,
  bytes: 0,
  seconds: 0,
  progress: 0,
  isFinished: false,
};

/** The totals with one more shard. */
export function addShard(totals: Totals, line: Omit<ShardLine, 'rejectsBytes'>): Totals {
  const lost = { ...totals.lost };
  for (const source of line.lost) lost[source]++;
  return {
    shards: totals.shards + 1,
    rows: totals.rows + line.rows,
    records: totals.records + line.records,
    rejects: sumOf(SOURCES, totals.rejects, line.rejects),
    gaps: sumOf(SIDE_SOURCES, totals.gaps, line.gaps),
    lost,
    unread: line.unread,
    badItems: sumOf(PART_SOURCES, totals.badItems, line.badItems),
    shortIds: totals.shortIds + line.shortIds,
    wrongHashes: totals.wrongHashes + line.wrongHashes,
    outcomes: addOutcomes(totals.outcomes, line.outcomes),
    putOff: totals.putOff + line.putOff,
    files: totals.files + line.files,
    bytes: totals.bytes + line.bytes,
    seconds: Math.max(totals.seconds, line.seconds),
    progress: line.progress,
    isFinished: line.isLast,
  };
}

/** Lines that were rejected, all sources together. */
export function rejectCount({ rejects }: Totals): number {
  return SOURCES.reduce((sum, source) => sum + rejects[source], 0);
}

/** How many shards the job has: an estimate until it is finished, null before the first. */
export function shardTotal({ shards, isFinished, progress }: Totals): number | null {
  if (isFinished) return shards;
  return progress > 0 ? Math.max(shards + 1, Math.round(shards / progress)) : null;
}

/** Media that were wanted and are neither there nor known to be gone, nor of a shape that the job was told to leave out. */
export function failedCount({ outcomes }: Pick<Totals, 'outcomes'>): number {
  return FAILED_OUTCOMES.reduce((sum, outcome) => sum + (outcomes[outcome] ?? 0), 0);
}

function sumOf<Name extends string>(
  names: readonly Name[],
  a: Readonly<Record<Name, number>>,
  b: Readonly<Record<Name, number>>,
): Record<Name, number> {
  const sum: Record<Name, number> = { ...a };
  for (const name of names) sum[name] = a[name] + b[name];
  return sum;
}

type Outcomes = Readonly<Partial<Record<Outcome, number>>>;

/** The sums; what does not occur is left out. */
export function addOutcomes(a: Outcomes, b: Outcomes): Outcomes {
  const sum: Partial<Record<Outcome, number>> = {};
  for (const outcome of OUTCOMES) {
    const count = (a[outcome] ?? 0) + (b[outcome] ?? 0);
    if (count > 0) sum[outcome] = count;
  }
  return sum;
}
