/** One shard from lines to files: parse, join, fetch media, encode, write; answers with counts. */
import { setTimeout as sleep } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { countRows } from '../src/core/counters.js';
import { encodeRecord, isHashRight, mediaJson } from '../src/core/encode-record.js';
import { bySide, bySource, PART_SOURCES } from '../src/core/fields.js';
import { matches, type Filter } from '../src/core/filter.js';
import { join, type JoinedRow, type JoinTally, type ShardLines } from '../src/core/join.js';
import type { MediaResult, Outcome } from '../src/core/outcome.js';
import { whenGoingOn } from '../src/core/pause-flag.js';
import type { OutputFile, ShardReply, ShardTask } from '../src/core/protocol.js';
import { openPulse, type TaskPulse } from '../src/core/pulse.js';
import { batchOfOne, type RecordBatch } from '../src/core/record-batch.js';
import { addRecords, countsOfRow, NO_RECORDS } from '../src/core/record-counts.js';
import { noTroubles } from '../src/core/record.js';
import { SliceLines } from '../src/core/slice-lines.js';
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
  try {
    // It may have been handed out just before the job paused.
    await whenGoingOn(settings.pauseFlag, sleep);
    sink = await makeSink(context, settings, checksums);
    const tally: JoinTally = { gaps: bySide(() => 0), rejects: [] };
    const troubles = noTroubles();
    const outcomes: Partial<Record<Outcome, number>> = {};
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
    const write = (batch: RecordBatch): Promise<void> | void => {
      records += batch.count;
      counted += batch.count;
      if (counted >= COUNT_EVERY) {
        countRows(settings.counters, counted, counted);
        counted = 0;
      }
      return sink?.write(batch);
    };
    const writeRow = (row: JoinedRow, media: MediaResult | null | undefined): Promise<void> | void => {
      let batch = encoder.encodeRow(row, settings, mediaJson(media));
      count(encoder.takeTally());
      if (batch === null) {
        if (!isHashRight(row)) wrongHashes++;
        if (settings.dryRun) odd = addRecords(odd, countsOfRow(row));
        batch = batchOfOne(row.dataset.photoId, encodeRecord(row, media, settings, troubles));
      }
      if (media) {
        outcomes[media.outcome] = (outcomes[media.outcome] ?? 0) + 1;
        outcomeLog.add(row.dataset.photoId, media);
        if (media.path !== null && media.sha256 !== null) {
          checksums.add(media.path, media.sha256);
          files++;
          bytes += media.bytes;
        }
      }
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
      const joined = join(lines, tally, { setAside: new Set(task.setAside), onRow: pulse.hold });
      const rows = takenRows(joined, end.rows, settings.filter);
      if (settings.media === null) {
        for (const row of rows) {
          const written = writeRow(row, undefined);
          if (written) await written;
        }
      } else {
        // Loaded only here: the HTTP client takes longer to load than all else.
        const { fetchRows } = await import('../src/media/fetch-rows.js');
        for await (const { row, media } of fetchRows(released(rows, pulse), settings, settings.media)) {
          pulse.hold(row.index);
          await writeRow(row, media);
          pulse.release();
        }
      }
    }
    pulse.release();
    const rows = task.slices.dataset.lines;
    countRows(settings.counters, counted + rows - records, counted);

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
        files: files + written.files,
        bytes: bytes + written.bytes,
      },
      outputs,
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
