/** A job that only counts: the same sources, joins and filters as the real one, and not a byte written. */
import { createCounters, readCounters } from '../core/counters.js';
import { bySource, SOURCES, type Source } from '../core/fields.js';
import type { DoneReply, Slice } from '../core/protocol.js';
import { addRecords, NO_RECORDS, type RecordCounts } from '../core/record-counts.js';
import { JobMonitor } from './job-monitor.js';
import { ProgressMeter } from './progress-meter.js';
import type { Reporter, RunSummary } from './reporter.js';
import type { ResolvedRun } from './run-options.js';
import { runShards } from './run-shards.js';
import { sliceBytes } from './slice-bytes.js';
import type { SourceFiles } from './sources.js';
import { NO_TOTALS, rejectCount } from './totals.js';

/** What a job would take. */
export interface DryCounts extends RecordCounts {
  /** Bytes of text, unpacked, in the lines that were read for it. */
  readonly textBytes: Readonly<Record<Source, number>>;
}

interface DryRunControl {
  readonly reporter: Reporter;
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
}

/** Counts a whole job, or as far as it came when `stop` was given. Rejects as `run` does. */
export async function dryRun(
  resolved: ResolvedRun,
  files: SourceFiles,
  { reporter, stop, abort }: DryRunControl,
): Promise<RunSummary> {
  const counters = createCounters();
  const meter = new ProgressMeter(NO_TOTALS, resolved.range, () => readCounters(counters));
  const monitor = new JobMonitor(meter, { files, threads: resolved.threads, counters });
  reporter.start({ out: null, threads: resolved.threads, resumedShards: 0 }, monitor);
  let counts: DryCounts = { ...NO_RECORDS, textBytes: bySource(() => 0) };
  const add = (slices: Readonly<Record<Source, Slice | null>>, { recordCounts }: DoneReply): void => {
    const textBytes = { ...counts.textBytes };
    for (const source of SOURCES) textBytes[source] += sliceBytes(slices[source]);
    counts = { ...addRecords(counts, recordCounts ?? NO_RECORDS), textBytes };
  };
  try {
    await runShards({
      resolved,
      files,
      redo: null,
      store: null,
      onShard: add,
      meter,
      monitor,
      counters,
      reporter,
      stop,
      abort,
    });
  } finally {
    monitor.close();
  }
  abort.throwIfAborted();
  const { totals } = meter;
  return {
    out: null,
    totals,
    run: { rows: totals.rows, seconds: totals.seconds },
    isInterrupted: !totals.isFinished,
    isOverLimit: rejectCount(totals) > resolved.maxRejects,
    dryRun: counts,
  };
}
