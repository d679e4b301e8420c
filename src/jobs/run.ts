/** The main job: four files in, records and media out. Composition only; each stage is in `engine/` or in a worker. */
import { createCounters, readCounters } from '../core/counters.js';
import { YfccError } from '../core/errors.js';
import { SOURCES, type Source } from '../core/fields.js';
import { orderedMap } from '../core/ordered-map.js';
import type { ShardReply, ShardSettings } from '../core/protocol.js';
import { DECODERS } from '../bz2/decoders.js';
import { align, type AlignedShard, type Windows } from '../engine/align.js';
import { LineWindow } from '../engine/line-window.js';
import { ManifestWriter, type JobLine, type ShardLine } from '../engine/manifest.js';
import { openOutputFolder, type OutputFolder } from '../engine/output-folder.js';
import { createPacerBuffer } from '../core/pacer-buffer.js';
import { pieces } from '../engine/pieces.js';
import { Pool } from '../engine/pool.js';
import { SlabPool } from '../engine/slabs.js';
import { findSources, openSource, readText, type SourceFile } from '../engine/source.js';
import { VERSION } from '../version.js';
import { ProgressMeter } from './progress-meter.js';
import { SILENT, type Reporter, type RunSummary } from './reporter.js';
import { resolveRunOptions, type ResolvedRun, type RunOptions } from './run-options.js';
import { addShard, failedCount, NO_TOTALS, rejectCount, type Totals } from './totals.js';

/** Shards that a worker of a media job holds at once, so that one slow host leaves it work. */
const MEDIA_TASKS_PER_WORKER = 2;

/** The window of one source holds at most this much text: a shard and the look-ahead, with room to spare. */
const MAX_WINDOW_BYTES = 1024 * 1024 * 1024;

export interface RunControl {
  readonly reporter?: Reporter;
  /** Ends the job after the shards in flight. */
  readonly stop?: AbortSignal;
  /** Ends the job at once; what is in flight is done again when it goes on. */
  readonly abort?: AbortSignal;
}

/**
 * Runs a job to its end, or goes on with it. The promise is fulfilled when every row is accounted for, or when `stop`
 * was given and what was in flight is saved; it rejects with an `YfccError` for what the caller can mend.
 */
export async function run(options: RunOptions, control: RunControl = {}): Promise<RunSummary> {
  const { reporter = SILENT } = control;
  try {
    return await runJob(options, { ...control, reporter });
  } catch (error) {
    reporter.fail(error);
    throw error;
  }
}

async function runJob(
  options: RunOptions,
  { reporter, stop, abort }: RunControl & { readonly reporter: Reporter },
): Promise<RunSummary> {
  const resolved = resolveRunOptions(options);
  const files = await openSources(resolved);
  const job = describe(resolved, files);
  const folder = await openOutputFolder(resolved.out, job, onExisting(resolved));
  try {
    const done = (folder.content?.shards ?? []).reduce<Totals>(addShard, NO_TOTALS);
    const counters = createCounters();
    const meter = new ProgressMeter(done, resolved.range, () => readCounters(counters));
    reporter.start({ out: resolved.out, threads: resolved.threads, resumedShards: done.shards }, () =>
      meter.progress(),
    );
    const manifest = await ManifestWriter.open(folder.outDir, job, folder.content);
    try {
      if (!done.isFinished)
        await runShards({ resolved, files, folder, manifest, meter, counters, reporter, stop, abort });
    } finally {
      await manifest.close();
    }
    const { totals } = meter;
    const summary: RunSummary = {
      out: resolved.out,
      totals,
      run: { rows: totals.rows - done.rows, seconds: totals.seconds - done.seconds },
      isInterrupted: !totals.isFinished,
      isOverLimit: rejectCount(totals) > resolved.maxRejects || failedCount(totals) > resolved.maxFailed,
    };
    reporter.end(summary);
    return summary;
  } finally {
    await folder.close();
  }
}

type Files = { readonly dataset: SourceFile } & Readonly<Partial<Record<Source, SourceFile>>>;

async function openSources({ in: dir, files }: ResolvedRun): Promise<Files> {
  const paths = dir === null ? files : await findSources(dir, files);
  const opened: Partial<Record<Source, SourceFile>> = {};
  for (const source of SOURCES) {
    const path = paths[source];
    if (path !== undefined) opened[source] = await openSource(source, path);
  }
  const { dataset, ...sides } = opened;
  if (dataset === undefined) throw new YfccError('usage', 'Expected --in or --dataset, got neither.');
  if (dataset.bytes === 0) {
    throw new YfccError('bad-input', `Expected the dataset file to have rows, got an empty file: ${dataset.path}.`, {
      file: dataset.path,
      source: 'dataset',
    });
  }
  return { dataset, ...sides };
}

/** What of the options decides the output: a job that differs in any of these is another job. */
function describe(resolved: ResolvedRun, files: Files): JobLine {
  const { format, gzip, schema, media, shardRows, range, maxLineBytes, lookAhead } = resolved;
  const sources: Partial<Record<Source, { bytes: number; fingerprint: string }>> = {};
  const paths: Partial<Record<Source, string>> = {};
  for (const source of SOURCES) {
    const file = files[source];
    if (file === undefined) continue;
    sources[source] = { bytes: file.bytes, fingerprint: file.fingerprint };
    paths[source] = file.path;
  }
  const to = range.to === Infinity ? null : range.to;
  const options = {
    format,
    gzip,
    schema,
    media,
    'shard-rows': shardRows,
    from: range.from,
    to,
    'max-line-bytes': maxLineBytes,
    'look-ahead': lookAhead,
  };
  return { type: 'job', version: VERSION, sources, options, paths };
}

function onExisting({ resume, overwrite }: ResolvedRun): 'resume' | 'overwrite' | 'refuse' {
  if (resume) return 'resume';
  return overwrite ? 'overwrite' : 'refuse';
}

interface ShardsRun {
  readonly resolved: ResolvedRun;
  readonly files: Files;
  readonly folder: OutputFolder;
  readonly manifest: ManifestWriter;
  readonly meter: ProgressMeter;
  readonly counters: SharedArrayBuffer;
  readonly reporter: Reporter;
  readonly stop: AbortSignal | undefined;
  readonly abort: AbortSignal | undefined;
}

/** Streams all shards that are not done yet through the pool, and records each when it is. */
async function runShards({
  resolved,
  files,
  folder,
  manifest,
  meter,
  counters,
  reporter,
  stop,
  abort,
}: ShardsRun): Promise<void> {
  const tasksPerWorker = resolved.media === 'none' ? 1 : MEDIA_TASKS_PER_WORKER;
  const slabs = new SlabPool();
  const { windows, datasetProgress, close } = openWindows(resolved, files, slabs, (text) => reporter.warn(text));
  const settings = shardSettings(resolved, folder, counters);
  const pool = new Pool({ threads: resolved.threads, tasksPerWorker });
  const last = folder.content?.shards.at(-1);
  const cut = align(windows, {
    shardRows: resolved.shardRows,
    from: resolved.range.from,
    to: resolved.range.to,
    lookAhead: resolved.lookAhead,
    resume: last === undefined ? null : { shard: last.shard + 1, cursors: last.cursors },
  });
  const work = async (shard: AlignedShard & { readonly progress: number }, failed: AbortSignal) => {
    const started = performance.now();
    const signal = abort === undefined ? failed : AbortSignal.any([failed, abort]);
    const { slabs: held, slices, ...rest } = shard;
    const reply = await pool.runShard({ shard: shard.shard, slices, settings }, signal);
    for (const slab of held) slabs.release(slab);
    return { ...rest, reply: expectDone(reply, shard.shard), milliseconds: Math.round(performance.now() - started) };
  };
  try {
    // One shard more than can be under way, so that no worker waits for the main thread.
    const window = resolved.threads * tasksPerWorker + 1;
    const done = orderedMap(untilStopped(cut, datasetProgress, stop, abort), window, work);
    for await (const { shard, cursors, isLast, lost, progress, reply, milliseconds } of done) {
      const line: Omit<ShardLine, 'rejectsBytes'> = {
        type: 'shard',
        shard,
        ...reply.counts,
        isLast,
        lost,
        outputs: reply.outputs,
        cursors,
        progress: isLast ? 1 : progress,
        milliseconds,
        seconds: meter.seconds(),
      };
      await manifest.append(line, reply.rejects);
      meter.add(line);
      for (const source of lost) {
        reporter.warn(
          `${source} has none of the next ${resolved.lookAhead} rows' ids near line ${cursors[source]}; the rows of shard ${shard} may lack their ${source}. If many lines are missing or extra there, raise --look-ahead.`,
        );
      }
    }
  } finally {
    await pool.close();
    await close();
  }
  if (meter.totals.shards === 0 && !(stop?.aborted ?? false)) {
    throw new YfccError(
      'bad-input',
      `Expected rows from line ${resolved.range.from} on in ${files.dataset.path}, got none.`,
      {
        file: files.dataset.path,
        source: 'dataset',
        line: resolved.range.from,
      },
    );
  }
}

function openWindows(resolved: ResolvedRun, files: Files, slabs: SlabPool, onWarning: (text: string) => void) {
  const decompress = DECODERS[resolved.decoder];
  const open = (file: SourceFile) => {
    const text = readText(file, decompress, onWarning);
    const { maxLineBytes } = resolved;
    const options = { source: file.source, file: file.path, maxLineBytes, maxWindowBytes: MAX_WINDOW_BYTES };
    return { window: new LineWindow(pieces(text.chunks, slabs), slabs, options), bytesRead: text.bytesRead };
  };
  const side = (file: SourceFile | undefined): LineWindow | null => (file === undefined ? null : open(file).window);
  const dataset = open(files.dataset);
  const windows: Windows = {
    dataset: dataset.window,
    autotags: side(files.autotags),
    exif: side(files.exif),
    places: side(files.places),
  };
  return {
    windows,
    datasetProgress: () => dataset.bytesRead() / files.dataset.bytes,
    close: async () => {
      for (const source of SOURCES) await windows[source]?.close();
    },
  };
}

/** The shards with how far the dataset file is read, until one of the signals says stop. */
async function* untilStopped(
  shards: AsyncGenerator<AlignedShard>,
  datasetProgress: () => number,
  ...signals: readonly (AbortSignal | undefined)[]
): AsyncGenerator<AlignedShard & { readonly progress: number }> {
  for await (const shard of shards) {
    if (signals.some((signal) => signal?.aborted)) return;
    yield { ...shard, progress: datasetProgress() };
  }
}

function shardSettings(resolved: ResolvedRun, folder: OutputFolder, counters: SharedArrayBuffer): ShardSettings {
  const { format, gzip, schema, media, maxLineBytes, threads, connections } = resolved;
  return {
    outDir: folder.outDir,
    tmpDir: folder.tmpDir,
    format,
    gzip,
    schema,
    maxLineBytes,
    counters,
    media:
      media === 'none'
        ? null
        : {
            kinds: media,
            connections: Math.max(1, Math.floor(connections / threads)),
            deadlineMs: resolved.deadline * 1000,
            maxBytes: resolved.maxMediaBytes,
            attempts: resolved.attempts,
            urlTemplate: resolved.mediaUrlTemplate === '' ? null : resolved.mediaUrlTemplate,
            resolve: resolved.resolve,
            allowPrivate: resolved.allowPrivate,
            userAgent: resolved.userAgent,
            ratePerHost: resolved.rate,
            pacer: createPacerBuffer(),
          },
  };
}

function expectDone(reply: ShardReply, shard: number): Extract<ShardReply, { status: 'done' }> {
  if (reply.status === 'done') return reply;
  throw new YfccError(reply.code, reply.message, reply.file === null ? { shard } : { shard, file: reply.file });
}
