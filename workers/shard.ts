/** One shard from lines to files: parse, join, fetch media, encode, write; answers with counts. */
import { setTimeout as sleep } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { countRows } from '../src/core/counters.js';
import { encodeRecord, isHashRight, mediaJson } from '../src/core/encode-record.js';
import { bySide, bySource, PART_SOURCES } from '../src/core/fields.js';
import { matches, type Filter } from '../src/core/filter.js';
import { join, type JoinedRow, type JoinTally, type ShardLines } from '../src/core/join.js';
import type { MediaBody } from '../src/core/body-place.js';
import type { Outcome } from '../src/core/outcome.js';
import type { SavedMedia } from '../src/media/store.js';
import { isPaused, whenGoingOn } from '../src/core/pause-flag.js';
import type { OutputFile, ShardReply, ShardTask } from '../src/core/protocol.js';
import { openPulse, type TaskPulse } from '../src/core/pulse.js';
import { batchOfOne, type RecordBatch } from '../src/core/record-batch.js';
import { addRecords, countsOfRow, NO_RECORDS } from '../src/core/record-counts.js';
import { noTroubles } from '../src/core/record.js';
import { SliceLines } from '../src/core/slice-lines.js';
import { StageClock } from '../src/core/stage-clock.js';
import { taskFailure } from '../src/core/task-failure.js';
import { RecordEncoder, type RecordTally } from '../src/records/record-encoder.js';
import { Checksums } from '../src/sinks/checksums.js';
import { makeSink } from '../src/sinks/formats.js';
import { OutcomeLog } from '../src/sinks/outcome-log.js';
import type { Sink, SinkContext } from '../src/sinks/sink.js';

/** Rows between two updates of the live counters. */
const COUNT_EVERY = 512;

/** How often a thread shows that it lives while it waits for the network, or for a pause to end. */
const BEAT_EVERY_MS = 500;

export default async function shard(task: ShardTask): Promise<ShardReply> {
  const { settings } = task;
  const pulse = openPulse(task.pulse, threadId);
  const beating = setInterval(pulse.beat, BEAT_EVERY_MS).unref();
  const context: SinkContext = { shard: task.shard, outDir: settings.outDir, tmpDir: settings.tmpDir };
  const checksums = new Checksums(context);
  const outcomeLog = new OutcomeLog(context);
  let sink: Sink | null = null;
  const clock = new StageClock(() => performance.now());
  const goingOn = async (): Promise<void> => {
    clock.to(null);
    await whenGoingOn(settings.pauseFlag, sleep);
    clock.to('encode');
  };
  try {
    // It may have been handed out just before the job paused.
    await goingOn();
    sink = await makeSink(context, settings, checksums);
    const tally: JoinTally = { gaps: bySide(() => 0), rejects: [] };
    const troubles = noTroubles();
    const outcomes: Partial<Record<Outcome, number>> = {};
    let putOff = 0;
    let records = 0;
    let counted = 0;
    let wrongHashes = 0;
    let files = 0;
    let bytes = 0;

    const encoder = encoderOfThread();
    encoder.setCounting(settings.dryRun);
    /** Of a dry run's rows that the encoder left to the reference. */
    let odd = NO_RECORDS;

    const count = ({ wrongHashes: wrong, badItems, shortIds }: RecordTally): void => {
      wrongHashes += wrong;
      troubles.shortIds += shortIds;
      for (const source of PART_SOURCES) troubles.badItems[source] += badItems[source];
    };
    const write = (batch: RecordBatch, body: MediaBody | null = null): Promise<void> | void => {
      records += batch.count;
      counted += batch.count;
      if (counted >= COUNT_EVERY) {
        countRows(settings.counters, counted, counted);
        counted = 0;
      }
      clock.to('write');
      const written = sink?.write(batch, body);
      if (written) return written.then(() => clock.to('encode'));
      clock.to('encode');
    };
    const writeRow = (row: JoinedRow, saved: SavedMedia | null | undefined): Promise<void> | void => {
      const { photoId } = row.dataset;
      const media = saved?.result ?? (saved === undefined ? undefined : null);
      let batch = encoder.encodeRow(row, settings, mediaJson(media));
      count(encoder.takeTally());
      if (batch === null) {
        if (!isHashRight(row)) wrongHashes++;
        if (settings.dryRun) odd = addRecords(odd, countsOfRow(row));
        batch = batchOfOne(photoId, encodeRecord(row, media, settings, troubles));
      }
      if (saved && media) {
        outcomes[media.outcome] = (outcomes[media.outcome] ?? 0) + 1;
        if (media.isPutOff) putOff++;
        outcomeLog.add(saved.line);
      }
      const { path = null, sha256 = null } = media ?? {};
      if (path === null || sha256 === null) return write(batch);
      if (saved?.body) return write(batch, { name: path, sha256, body: saved.body });
      checksums.add(path, sha256);
      files++;
      bytes += media?.bytes ?? 0;
      return write(batch);
    };

    // Rows in step go through at once; from the first one on that is not, the rest is joined by id.
    const end = { rows: 0, isWhole: false };
    if (settings.media === null && !task.isRowByRow) {
      pulse.holdRows(0, task.slices.dataset.lines);
      for (const batch of encoder.inStep(task.slices, settings, settings.filter, end)) {
        count(encoder.takeTally());
        const written = write(batch);
        if (written) await written;
        pulse.holdRows(end.rows, task.slices.dataset.lines);
      }
    }
    if (!end.isWhole) {
      const lines = linesOf(task);
      const control = { setAside: new Set(task.setAside), onRow: pulse.hold };
      const joined = join(lines, tally, control);
      const rows = takenRows(joined, end.rows, settings.filter);
      if (settings.media === null) {
        for (const row of rows) {
          const written = writeRow(row, undefined);
          if (written) await written;
        }
      } else {
        // Loaded only here: the HTTP client takes longer to load than all else.
        const { fetchShard } = await import('../src/media/fetch-shard.js');
        // The rows are read twice, so that the thousands whose media are waited for need not be held.
        const ahead = join(lines, { gaps: bySide(() => 0), rejects: [] }, control);
        const wanted = released(takenRows(ahead, 0, settings.filter), pulse);
        const next = rows[Symbol.iterator]();
        clock.to('fetch');
        for await (const saved of fetchShard(wanted, task, settings.media, pulse)) {
          clock.to('encode');
          for (const one of saved) {
            if (isPaused(settings.pauseFlag)) await goingOn();
            const row = next.next();
            if (row.done === true) break;
            pulse.hold(row.value.index);
            const written = writeRow(row.value, one);
            if (written) await written;
            pulse.release();
          }
          clock.to('fetch');
        }
        clock.to('encode');
        // The last of them may have been rejected.
        next.next();
      }
    }
    pulse.release();
    const rows = task.slices.dataset.lines;
    countRows(settings.counters, counted + rows - records, counted);

    clock.to('write');
    // As a disk does that is slow: the thread stands still.
    if (settings.delayMs > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, settings.delayMs);
    // In this order: what the manifest will name must be there before the manifest names it.
    const written = await sink.close();
    const outputs = [...written.outputs, checksums.close(), outcomeLog.close()].filter(
      (file): file is OutputFile => file !== null,
    );
    const rejects = bySource(() => 0);
    for (const { source } of tally.rejects) rejects[source]++;
    return {
      status: 'done',
      counts: {
        rows,
        records,
        rejects,
        gaps: tally.gaps,
        badItems: troubles.badItems,
        shortIds: troubles.shortIds,
        wrongHashes,
        outcomes,
        putOff,
        files: files + written.files,
        bytes: bytes + written.bytes,
      },
      outputs,
      stages: clock.times(),
      rejects: Buffer.from(tally.rejects.map((line) => `${JSON.stringify(line)}\n`).join('')),
      ...(settings.dryRun ? { recordCounts: addRecords(encoder.recordCounts(), odd) } : {}),
    };
  } catch (error) {
    sink?.abort();
    checksums.abort();
    outcomeLog.abort();
    const failure = taskFailure(error, fileOf(error), settings.outDir);
    if (failure === null) throw error;
    return failure;
  } finally {
    clearInterval(beating);
  }
}

/** The rows, none of them in hand any more: many wait for their media at once. */
function* released(rows: Iterable<JoinedRow>, pulse: TaskPulse): Generator<JoinedRow> {
  for (const row of rows) {
    pulse.release();
    yield row;
  }
  pulse.release();
}

/** The rows behind the first `done` ones that the filter takes. */
function* takenRows(rows: Iterable<JoinedRow>, done: number, filter: Filter | null): Generator<JoinedRow> {
  let ahead = done;
  for (const row of rows) if (ahead-- <= 0 && (filter === null || matches(filter, row))) yield row;
}

/** A thread keeps its encoder: its memory, and the compiled code. */
let keptEncoder: RecordEncoder | null = null;

function encoderOfThread(): RecordEncoder {
  keptEncoder ??= new RecordEncoder();
  return keptEncoder;
}

function linesOf({ slices }: ShardTask): ShardLines {
  const sides = bySide((source) => slices[source] && new SliceLines(slices[source]));
  return { dataset: new SliceLines(slices.dataset), ...sides };
}

function fileOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('path' in error) || typeof error.path !== 'string') return null;
  return 'dest' in error && typeof error.dest === 'string' ? error.dest : error.path;
}
