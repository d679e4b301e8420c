/** The stream at the heart of a job: cut shards, work on them in the pool, record each in order. */
import { YfccError } from '../core/errors.js';
import { SOURCES } from '../core/fields.js';
import { releaseThread } from '../core/host-buffer.js';
import { orderedMap } from '../core/ordered-map.js';
import type { DoneReply, Redo, ShardReply, ShardSettings, ShardTask } from '../core/protocol.js';
import { align, type AlignedShard } from '../engine/align.js';
import { removeJournal } from '../engine/journals.js';
import type { ManifestContent, ManifestWriter, ShardLine } from '../engine/manifest.js';
import { FreeSpace } from '../engine/free-space.js';
import { HangWatch } from '../engine/hang-watch.js';
import { Hold } from '../engine/hold.js';
import type { OutputFolder } from '../engine/output-folder.js';
import { Pool } from '../engine/pool.js';
import { shardTries } from '../engine/shard-tries.js';
import { SlabPool } from '../bz2/slabs.js';
import { syncFiles, syncFileSystem } from '../engine/sync.js';
import { mostThreads } from '../engine/threads.js';
import type { DatabaseOutput } from './database-output.js';
import type { JobMonitor } from './job-monitor.js';
import type { LineRange } from './line-range.js';
import type { ProgressMeter } from './progress-meter.js';
import type { Reporter } from './reporter.js';
import type { ResolvedRun } from './run-options.js';
import { shardSettings } from './shard-settings.js';
import { sliceBytes } from './slice-bytes.js';
import { nearLines, orderSides } from './order-sides.js';
import type { Decoding } from './source-text.js';
import { nameOf, openWindows, type SourceFiles } from './sources.js';

/** Shards that a worker of a media job holds at once, so that one slow host leaves it work. */
const MEDIA_TASKS_PER_WORKER = 2;

export interface ShardsRun {
  readonly resolved: ResolvedRun;
  /** The shards of a finished job that are gone over again; null: those that are not done yet. */
  readonly redo: ReadonlyMap<number, Redo> | null;
  readonly files: SourceFiles;
  /** Where shards are kept, the database if that is the format; null in a dry run. */
  readonly store: {
    readonly folder: OutputFolder;
    /** What is done already. */
    readonly content: ManifestContent | null;
    readonly manifest: ManifestWriter;
    readonly database: DatabaseOutput | null;
  } | null;
  /** Told of each finished shard, in order. */
  readonly onShard?: (slices: ShardTask['slices'], reply: DoneReply) => void;
  readonly meter: ProgressMeter;
  readonly monitor: JobMonitor;
  readonly counters: SharedArrayBuffer;
  readonly reporter: Pick<Reporter, 'warn' | 'note'>;
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
}

/** Streams all shards that are not done yet through the pool, and records each when it is. */
export async function runShards({
  resolved,
  redo,
  files,
  store,
  onShard,
  meter,
  monitor,
  counters,
  reporter,
  stop,
  abort,
}: ShardsRun): Promise<void> {
  const tasksPerWorker = resolved.media === 'none' ? 1 : MEDIA_TASKS_PER_WORKER;
  const content = store?.content ?? null;
  const hasSmallFiles = resolved.format === 'files' || resolved.media !== 'none';
  // More shards than can be under way, so that no worker waits for the main thread, nor for the disk.
  const windowOf = (threads: number): number => threads * tasksPerWorker + 2;
  const slabs = new SlabPool();
  const onWarning = (text: string): void => reporter.warn(text);
  const settings = settingsOf(resolved, store, counters, redo !== null);
  const pool = new Pool({
    threads: resolved.threads,
    tasksPerWorker,
    onIdleDeath: onWarning,
    onThreadEnd: (id) => {
      // Its connections have gone with it.
      if (settings.media !== null) releaseThread(settings.media.hosts, id);
    },
  });
  const { hangTimeout } = resolved;
  const watch = new HangWatch({
    places: windowOf(mostThreads(resolved.threads)),
    timeoutMs: hangTimeout * 1000,
    end: (id) => pool.endThread(id),
  });
  const runShard = shardTries({
    run: (task, signal) => pool.runShard(task, signal),
    isLost: () => pool.isLost,
    watch,
    hangTimeoutSeconds: hangTimeout,
    onDeath: onWarning,
  });
  const stopped = AbortSignal.any([stop, abort]);
  const first = redo === null ? (content?.shards.length ?? 0) : Math.min(...redo.keys());
  const last = content?.shards[first - 1];
  const { from } = resolved.range;
  const decode: Decoding['decode'] = async (task, signal) => {
    const reply = await pool.runDecode(task, signal);
    monitor.addDecode(
      reply.milliseconds,
      reply.parts.reduce((sum, { length }) => sum + length, 0),
    );
    return reply;
  };
  const decoding: Decoding = { pool, slabs, onWarning, decode };
  const hold = new Hold(settings.pauseFlag, stopped);
  let close = (): Promise<void> => Promise.resolve();
  let space: FreeSpace | null = null;
  try {
    space = await openSpace(resolved, store?.folder ?? null, {
      pauseFlag: settings.pauseFlag,
      stop: stopped,
      reporter,
    });
    const orders = await orderSides({ resolved, files, decoding, reporter, stop: stopped });
    if (orders === null) return;
    // A shard in front of the range, so that the first cut finds its rows also where lines before are missing.
    const near = nearLines(Math.max(0, from - resolved.shardRows), orders);
    const lines = last?.cursors ?? near;
    const opened = await openWindows(resolved, files, decoding, lines, orders);
    const { windows, ordered, datasetProgress, bytesRead } = opened;
    monitor.attach({ pool, watch, hold, settings, bytesRead });
    ({ close } = opened);
    const cut = align(windows, {
      shardRows: resolved.shardRows,
      from,
      // Without an index nothing is skipped by counting: on the way there every gap is seen.
      ...(windows.dataset.headLine > 0 && last === undefined ? { near } : {}),
      ordered,
      to: resolved.range.to,
      lookAhead: resolved.lookAhead,
      stop: stopped,
      resume: last === undefined ? null : { shard: last.shard + 1, cursors: last.cursors },
    });
    /** A disk may fill up between two looks at it: what is lost by that is one try at the shard. */
    const tryShard = async (task: Parameters<typeof runShard>[0], signal: AbortSignal): Promise<ShardReply> => {
      for (;;) {
        await hold.over(signal);
        await space?.room(signal);
        const reply = await runShard(task, signal);
        const isFull = reply.status === 'failed' && reply.code === 'disk-full';
        if (!isFull || space === null || stopped.aborted || !(await space.isShort())) return reply;
      }
    };
    const work = async (shard: AlignedShard & { readonly progress: number }, failed: AbortSignal) => {
      const started = performance.now();
      const signal = AbortSignal.any([failed, abort]);
      const { slabs: held, slices, ...rest } = shard;
      const task = { shard: shard.shard, slices, settings, redo: redo?.get(shard.shard) ?? null };
      const reply = expectDone(await tryShard(task, signal), shard.shard);
      for (const slab of held) slabs.release(slab);
      const written = performance.now();
      // Its worker is at the next shard by now.
      if (store !== null) {
        const { outDir } = store.folder;
        await syncFiles(
          outDir,
          reply.outputs.map(({ path }) => path),
        );
        if (hasSmallFiles) await syncFileSystem(outDir);
      }
      monitor.addShard(reply.stages, performance.now() - written, textBytesOf(slices));
      return { ...rest, slices, reply, milliseconds: Math.round(written - started) };
    };
    const wanted = redo === null ? cut : only(cut, redo, slabs);
    const done = orderedMap(withProgress(wanted, datasetProgress), () => windowOf(pool.threads), work);
    for await (const { shard, cursors, isLast, lost, unread, progress, slices, reply, milliseconds } of done) {
      const line: Omit<ShardLine, 'rejectsBytes'> = {
        type: 'shard',
        shard,
        ...reply.counts,
        isLast,
        lost,
        unread,
        outputs: reply.outputs,
        cursors,
        progress: isLast ? 1 : progressOf(cursors.dataset, resolved.range, progress),
        milliseconds,
        seconds: meter.seconds(),
      };
      await store?.database?.add(shard, line.records);
      // Those of a shard that was done before are there.
      await store?.manifest.append(line, redo === null ? reply.rejects : NO_REJECTS);
      if (store !== null && settings.media !== null) await removeJournal(store.folder.outDir, shard);
      onShard?.(slices, reply);
      if (redo !== null) continue;
      meter.add(line);
      for (const source of lost) {
        reporter.warn(
          `${source} has none of the next ${resolved.lookAhead} rows' ids near line ${cursors[source]}; the rows of shard ${shard} may lack their ${source}. If many lines are missing or extra there, raise --look-ahead.`,
        );
      }
    }
  } finally {
    monitor.attach(null);
    space?.close();
    watch.close();
    await pool.close();
    await close();
  }
  if (meter.totals.shards === 0 && !stopped.aborted) {
    throw new YfccError(
      'bad-input',
      `Expected rows from line ${resolved.range.from} on in ${nameOf(files.dataset)}, got none.`,
      {
        file: files.dataset[0].path,
        source: 'dataset',
        line: resolved.range.from,
      },
    );
  }
}

const NO_REJECTS = new Uint8Array();

/** With the last of the patience for hosts that did not answer, where shards are gone over again. */
function settingsOf(
  resolved: ResolvedRun,
  store: ShardsRun['store'],
  counters: SharedArrayBuffer,
  isPatient: boolean,
): ShardSettings {
  const settings = shardSettings(resolved, store?.folder ?? null, counters);
  const { media } = settings;
  return isPatient && media !== null ? { ...settings, media: { ...media, isPatient } } : settings;
}

/** The shards that are named, up to the last of them. */
async function* only(
  shards: AsyncGenerator<AlignedShard>,
  named: ReadonlyMap<number, unknown>,
  slabs: SlabPool,
): AsyncGenerator<AlignedShard> {
  const last = Math.max(...named.keys());
  for await (const shard of shards) {
    if (named.has(shard.shard)) yield shard;
    else for (const slab of shard.slabs) slabs.release(slab);
    if (shard.shard === last) return;
  }
}

/** Null where nothing is to stay free, or nothing is written. */
async function openSpace(
  { minFreeBytes }: ResolvedRun,
  folder: OutputFolder | null,
  { pauseFlag, stop, reporter }: Pick<ShardsRun, 'reporter' | 'stop'> & { readonly pauseFlag: SharedArrayBuffer },
): Promise<FreeSpace | null> {
  if (minFreeBytes === 0 || folder === null) return null;
  return FreeSpace.open({
    folder: folder.outDir,
    minBytes: minFreeBytes,
    pauseFlag,
    stop,
    onPause: (text) => reporter.warn(text),
    onGoOn: (text) => reporter.note?.(text),
  });
}

/** Bytes of the lines, all sources together. */
function textBytesOf(slices: ShardTask['slices']): number {
  return SOURCES.reduce((sum, source) => sum + sliceBytes(slices[source]), 0);
}

/** The shards, each with the share of the dataset file that was read when it was cut. */
async function* withProgress(
  shards: AsyncGenerator<AlignedShard>,
  datasetProgress: () => number,
): AsyncGenerator<AlignedShard & { readonly progress: number }> {
  for await (const shard of shards) yield { ...shard, progress: datasetProgress() };
}

/** Of a known number of rows the share that is cut, else that of the file. */
function progressOf(line: number, { from, to }: LineRange, fileShare: number): number {
  return to === Infinity ? fileShare : (line - from) / (to - from);
}

function expectDone(reply: ShardReply, shard: number): DoneReply {
  if (reply.status === 'done') return reply;
  throw new YfccError(reply.code, reply.message, reply.file === null ? { shard } : { shard, file: reply.file });
}
