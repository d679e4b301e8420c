/** The main job: metadata files in, records and media out. Composition only; each stage is in `engine/` or in a worker. */
import { createCounters, readCounters } from '../core/counters.js';
import { YfccError } from '../core/errors.js';
import { clearJournals } from '../engine/journals.js';
import { ManifestWriter, onceOnly, readManifest } from '../engine/manifest.js';
import { openOutputFolder, type OnExisting, type OutputFolder } from '../engine/output-folder.js';
import { dryRun } from './dry-run.js';
import { DatabaseOutput } from './database-output.js';
import { jobLine } from './job-line.js';
import { JobMonitor } from './job-monitor.js';
import { withPhotoLists } from './photo-lists.js';
import { ProgressMeter } from './progress-meter.js';
import { SILENT, type Reporter, type RunSummary } from './reporter.js';
import { resolveRunOptions, type ResolvedRun, type RunOptions } from './run-options.js';
import { redoPlan } from './redo.js';
import { runShards, type ShardsRun } from './run-shards.js';
import { hasStdin } from './stdin-option.js';
import { openSources } from './sources.js';
import { addShard, failedCount, NO_TOTALS, rejectCount, type Totals } from './totals.js';

export interface RunControl {
  readonly reporter?: Reporter;
  /** Ends the job after the shards in flight. */
  readonly stop?: AbortSignal;
  /** Ends the job at once; what is in flight is done again when it goes on. */
  readonly abort?: AbortSignal;
  /** Gives what `-` stands for as a source. @default the process's standard input */
  readonly stdin?: () => AsyncIterable<Uint8Array>;
  /** Folder for CPU profiles of all threads, written when the job ends. @default none are taken */
  readonly profile?: string;
}

/** A signal that is not given. */
const NEVER = new AbortController().signal;

/**
 * Runs a job to its end, or goes on with it. The promise is fulfilled when every row is accounted for, or when `stop`
 * was given and what was in flight is saved; it rejects with an `YfccError` for what the caller can mend, `interrupted`
 * after `abort`.
 */
export async function run(options: RunOptions, control: RunControl = {}): Promise<RunSummary> {
  const { reporter = SILENT, stop = NEVER, abort = NEVER, stdin = () => process.stdin, profile } = control;
  const work = () => runJob(options, { reporter, stop, abort, stdin });
  try {
    const summary = await (profile === undefined ? work() : runProfiled(profile, reporter, work));
    await reporter.end(summary);
    return summary;
  } catch (cause) {
    const error = abort.aborted
      ? new YfccError('interrupted', `Stopped at once. ${whatNext(options)}`, { cause })
      : cause;
    await reporter.fail(error);
    throw error;
  }
}

/** What profiles is loaded only for it. */
async function runProfiled(dir: string, reporter: Reporter, work: () => Promise<RunSummary>): Promise<RunSummary> {
  const { profiled } = await import('./profile.js');
  return profiled(dir, reporter, work);
}

type JobControl = Required<Omit<RunControl, 'profile'>>;

async function runJob(options: RunOptions, { reporter, stop, abort, stdin }: JobControl): Promise<RunSummary> {
  const onWarning = (text: string): void => reporter.warn(text);
  const checked = resolveRunOptions(options);
  const files = await openSources(checked, { stdin, signal: abort, onWarning });
  // When the sources are there: a long list takes some seconds.
  const resolved = await withPhotoLists(checked, { signal: abort, onWarning });
  if (resolved.dryRun) return dryRun(resolved, files, { reporter, stop, abort });
  const job = jobLine(resolved, files);
  const folder = await openOutputFolder(resolved.out, job, onExisting(resolved));
  try {
    const done = (folder.content?.shards ?? []).reduce<Totals>(addShard, NO_TOTALS);
    await clearJournals(folder.outDir, folder.content);
    const manifest = await ManifestWriter.open(folder.outDir, job, folder.content);
    const database = resolved.format === 'sqlite' ? new DatabaseOutput(folder, resolved.image !== null) : null;
    const counters = createCounters();
    const meter = new ProgressMeter(done, resolved.range, () => readCounters(counters));
    const monitor = new JobMonitor(meter, { files, threads: resolved.threads, counters });
    try {
      reporter.start({ out: resolved.out, threads: resolved.threads, resumedShards: done.shards }, monitor);
      if (!done.isFinished) {
        await database?.open(done);
        const store = { folder, content: folder.content, manifest, database };
        await runShards({ resolved, files, redo: null, store, meter, monitor, counters, reporter, stop, abort });
      }
      if (meter.totals.isFinished && !stop.aborted) {
        await goOver({ resolved, files, folder, manifest, meter, monitor, counters, reporter, stop, abort });
      }
      if (meter.totals.isFinished) await database?.finish(done);
    } finally {
      monitor.close();
      await database?.close();
      await manifest.close();
    }
    abort.throwIfAborted();
    const { totals } = meter;
    return {
      out: resolved.out,
      totals,
      run: { rows: totals.rows - done.rows, seconds: totals.seconds - done.seconds },
      isInterrupted: !totals.isFinished || (totals.putOff > 0 && stop.aborted),
      ...(onceOnly(job) === null ? {} : { canGoOn: false }),
      isOverLimit: rejectCount(totals) > resolved.maxRejects || failedCount(totals) > resolved.maxFailed,
    };
  } finally {
    await folder.close();
  }
}

/** Goes over the shards of the finished job whose media were put off, or are to be tried or checked again. */
async function goOver(run: Omit<ShardsRun, 'redo' | 'store'> & GoOver): Promise<void> {
  const { resolved, folder, manifest, meter, reporter } = run;
  const content = await readManifest(folder.outDir);
  const plan = content === null ? null : redoPlan(content.shards, resolved);
  if (content === null || plan === null) return;
  const { shards, media } = plan;
  const aims = [
    ...(media > 0 ? [`to ask for ${media} media once more`] : []),
    ...(resolved.recheck ? ['to check what is there'] : []),
  ];
  reporter.note?.(`Going over ${shards.size} of ${content.shards.length} shards again, ${aims.join(' and ')}.`);
  await runShards({ ...run, redo: shards, store: { folder, content, manifest, database: null } });
  const after = await readManifest(folder.outDir);
  if (after !== null) meter.restart(after.shards.reduce<Totals>(addShard, NO_TOTALS));
}

interface GoOver {
  readonly folder: OutputFolder;
  readonly manifest: ManifestWriter;
}

function whatNext(options: RunOptions): string {
  if (options.dryRun === true) return 'A dry run has to begin anew.';
  return hasStdin(options)
    ? 'What comes from standard input has to begin anew, with --overwrite.'
    : 'Give the same command again to go on.';
}

function onExisting({ resume, overwrite }: ResolvedRun): OnExisting {
  if (resume) return 'resume';
  return overwrite ? 'overwrite' : 'refuse';
}
