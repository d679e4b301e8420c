/**
 * The process of one trial: runs a job for a while, and tells what it did. A process of its own, so that each begins with
 * the same memory and the same cold code, and its peak memory is its own.
 */
import { isInterruption, messageOf, YfccError } from '../core/errors.js';
import { countOutcomes } from '../core/outcome.js';
import { STAGES, type Stage } from '../core/stage-clock.js';
import type { JobSnapshot, JobView } from '../jobs/job-view.js';
import { run } from '../jobs/run.js';
import { SILENT, type Progress } from '../jobs/reporter.js';
import { trialHost } from './trial-host.js';
import type { TrialAnswer, TrialResult, TrialTask } from './trial-message.js';

/** How often it looks whether the first row is there, and for how long at most. */
const LOOK_EVERY_MS = 10;
const LOOK_MS = 30_000;

/** The job at one moment. */
interface Moment {
  readonly ms: number;
  readonly rows: number;
  readonly media: number;
  readonly mediaBytes: number;
  readonly mainSeconds: number;
  readonly workersSeconds: number;
  readonly cpuMicroseconds: number;
  readonly stages: Readonly<Record<Stage, number>>;
  /** Of finished shards: rows, and the share of the job that had been read by then. */
  readonly doneRows: number;
  readonly doneShare: number;
  readonly decodedBytes: number;
}

function momentOf(view: JobView): Moment {
  const { progress, stages, busy, totals, decodedBytes } = view.snapshot();
  const { user, system } = process.cpuUsage();
  return {
    ms: performance.now(),
    rows: progress.rows,
    media: countOutcomes(progress.outcomes),
    mediaBytes: progress.mediaBytes,
    mainSeconds: busy.mainSeconds,
    workersSeconds: busy.workersSeconds,
    cpuMicroseconds: user + system,
    stages,
    doneRows: totals.rows,
    doneShare: totals.progress,
    decodedBytes,
  };
}

/** A job, and what was seen of it so far. */
interface Watched {
  readonly view: JobView;
  readonly begun: Moment;
  firstMs: number | null;
  from: Moment | null;
  to: Moment | null;
}

/** Runs a job for so long, or to its end. */
async function trial({ options, seconds, warmSeconds }: TrialTask): Promise<TrialResult> {
  const abort = new AbortController();
  const seen: Watched[] = [];
  let timer: NodeJS.Timeout | null = null;
  const threads = options.threads ?? 1;
  /** Sets the moments as they come. */
  const look = (job: Watched): void => {
    const nowMs = performance.now();
    if (job.firstMs === null) {
      const { rows, outcomes } = job.view.progress();
      if (rows > 0 || Object.keys(outcomes).length > 0) job.firstMs = nowMs;
    }
    const sinceMs = nowMs - (job.firstMs ?? nowMs);
    if (job.from === null && job.firstMs !== null && sinceMs >= warmSeconds * 1000) job.from = momentOf(job.view);
    // Without finished shards nothing is known of what a row costs.
    const isEnough = sinceMs >= seconds * 1000 && job.view.progress().shards >= threads;
    if (!isEnough && nowMs - job.begun.ms < LOOK_MS + seconds * 1000) return;
    job.to = momentOf(job.view);
    if (timer !== null) clearInterval(timer);
    abort.abort();
  };
  const reporter = {
    ...SILENT,
    start(_: unknown, view: JobView) {
      const job: Watched = { view, begun: momentOf(view), firstMs: null, from: null, to: null };
      seen.push(job);
      timer = setInterval(() => look(job), LOOK_EVERY_MS);
    },
  };
  try {
    await run(options, { reporter, abort: abort.signal });
  } catch (error) {
    if (!isInterruption(error)) throw error;
  } finally {
    if (timer !== null) clearInterval(timer);
  }
  const [job] = seen;
  if (job === undefined) throw new Error('The job ended before it began.');
  const { view, begun, firstMs } = job;
  const to = job.to ?? momentOf(view);
  const isWhole = job.to === null;
  // Of a job that was over before it was warm, all of it is all there is.
  const hasMost = job.from !== null && (!isWhole || to.rows - job.from.rows >= to.rows / 2);
  const from = hasMost && job.from !== null ? job.from : begun;
  return between(from, to, { view, begun, isWhole, firstRowMs: firstMs ?? to.ms });
}

function between(
  from: Moment,
  to: Moment,
  { view, begun, isWhole, firstRowMs }: { view: JobView; begun: Moment; isWhole: boolean; firstRowMs: number },
): TrialResult {
  const { textBytes, sources, memory, progress, hosts, totals } = view.snapshot();
  const seconds = Math.max((to.ms - from.ms) / 1000, 1e-3);
  const stages = { ...to.stages };
  for (const stage of STAGES) stages[stage] -= from.stages[stage];
  // What is read is ahead of what is done, by windows; text is counted with finished shards.
  const doneRows = Math.max(totals.rows, 1);
  const textPerRow = textBytes / doneRows;
  return {
    seconds,
    rows: to.rows - from.rows,
    media: to.media - from.media,
    mediaBytes: to.mediaBytes - from.mediaBytes,
    textPerRow,
    decodedRows: (to.decodedBytes - from.decodedBytes) / Math.max(textPerRow, 1),
    mediaPerRow: countOutcomes(totals.outcomes) / doneRows,
    decodeSecondsPerRow: to.decodedBytes === 0 ? 0 : (to.stages.decode / to.decodedBytes) * textPerRow,
    shardSecondsPerRow: (to.stages.encode + to.stages.write) / doneRows,
    readPerRow: readPerRow(progress, sources, isWhole),
    mainBusy: Math.min(1, (to.mainSeconds - from.mainSeconds) / seconds),
    workersBusy: (to.workersSeconds - from.workersSeconds) / seconds,
    cpuSeconds: (to.cpuMicroseconds - from.cpuMicroseconds) / 1e6,
    stages,
    peakBytes: memory.peakBytes,
    startSeconds: (firstRowMs - begun.ms) / 1000,
    isWhole,
    wholeSeconds: (to.ms - begun.ms) / 1000,
    totalRows: isWhole ? progress.rows : totalRows(from, to),
    hosts: hosts.map(trialHost),
  };
}

/** By what came between two moments: at each of them the files have been read further than the rows have come, by about as much. */
function totalRows(from: Moment, to: Moment): number | null {
  const share = to.doneShare - from.doneShare;
  if (share > 0 && from.doneRows > 0) return (to.doneRows - from.doneRows) / share;
  return to.doneShare > 0 ? to.doneRows / to.doneShare : null;
}

/** Bytes of all files for a row: by what was read of a job at its end, and where the files' sizes are not known. */
function readPerRow({ rows, fraction }: Progress, sources: JobSnapshot['sources'], isWhole: boolean): number {
  const bytes = sources.reduce((sum, source) => sum + (source.bytes ?? 0), 0);
  if (!isWhole && fraction > 0 && bytes > 0 && rows > 0) return (bytes * fraction) / rows;
  return sources.reduce((sum, { bytesRead }) => sum + bytesRead, 0) / Math.max(rows, 1);
}

async function answerTo(task: TrialTask): Promise<TrialAnswer> {
  try {
    return { status: 'done', result: await trial(task) };
  } catch (error) {
    return { status: 'failed', code: error instanceof YfccError ? error.code : 'bug', message: messageOf(error) };
  }
}

async function answer(task: TrialTask): Promise<void> {
  const message = await answerTo(task);
  process.send?.(message, () => process.disconnect());
}

// The only sender is `runTrial`.
process.once('message', (task) => void answer(task as TrialTask));
