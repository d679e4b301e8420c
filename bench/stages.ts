/** Does the work of one case, as the job itself does it, and nothing around it. */
import { decompressSerial } from '../src/bz2/serial.js';
import { encodeRecord, isHashRight } from '../src/core/encode-record.js';
import { SIDE_SOURCES, MAIN_SOURCES } from '../src/core/fields.js';
import { join } from '../src/core/join.js';
import type { ShardSettings } from '../src/core/protocol.js';
import { createPulses } from '../src/core/pulse.js';
import { noTroubles } from '../src/core/record.js';
import type { AlignedShard, Windows } from '../src/engine/align.js';
import { LineWindow } from '../src/engine/line-window.js';
import { pieces } from '../src/engine/pieces.js';
import { SlabPool } from '../src/bz2/slabs.js';
import { findSources } from '../src/engine/find-sources.js';
import { openSource, readBytes } from '../src/engine/source.js';
import { run } from '../src/jobs/run.js';
import { RUN_DEFAULTS } from '../src/jobs/run-options.js';
import shardWorker from '../workers/shard.js';
import { alignedShards } from './aligned-shards.js';
import type { Case } from './cases.js';
import { linesOf, newTally } from './row-slices.js';
import { shardSettings } from './shard-settings.js';

const { decoder, maxLineBytes, schema } = RUN_DEFAULTS;

export interface StageTask {
  readonly case: Case;
  /** Folder of the four files. */
  readonly inDir: string;
  /** A folder that is empty or not there; only what writes makes it. */
  readonly outDir: string;
}

/** Gives how much it has handled: bytes of text for `decode` and `read`, rows for the others. */
export async function runStage(task: StageTask): Promise<number> {
  const { inDir, outDir } = task;
  const { stage, format, threads, shardRows } = task.case;
  switch (stage) {
    case 'decode':
    case 'read':
      return await readAll(inDir);
    case 'lines':
      return await countLines(inDir);
    case 'align':
      return await eachShard(task, (shard) => shard.slices.dataset.lines);
    case 'encode':
      return await eachShard(task, encodeShard);
    case 'write': {
      const settings = shardSettings(outDir, format ?? RUN_DEFAULTS.format, null);
      return await eachShard(task, (shard) => writeShard(shard, settings));
    }
    case 'job': {
      const options = { in: inDir, out: outDir, shardRows, format: format ?? RUN_DEFAULTS.format, decoder, schema };
      const { totals } = await run(threads === null ? options : { ...options, threads });
      return totals.records;
    }
  }
}

/** The four texts, one after the other, nothing done with them. */
async function readAll(inDir: string): Promise<number> {
  let bytes = 0;
  for (const { chunks } of await openTexts(inDir)) {
    for await (const chunk of chunks) bytes += chunk.length;
  }
  return bytes;
}

async function openTexts(inDir: string) {
  const paths = await findSources(inDir, {}, warn);
  const sources = MAIN_SOURCES.map((source) => ({ source, path: paths[source]?.[0] }));
  const texts = [];
  for (const { source, path } of sources) {
    // The benchmark makes its own input: all four are there.
    if (path === undefined) throw new Error(`Expected ${source} in ${inDir}, got none.`);
    const file = await openSource(source, path);
    const chunks = readBytes(file).chunks();
    texts.push({
      source,
      path,
      chunks: file.form === 'bz2' ? decompressSerial(chunks, { file: path, onWarning: warn }) : chunks,
    });
  }
  return texts;
}

function warn(text: string): void {
  throw new Error(`Expected input without oddities, got: ${text}`);
}

async function openWindows(inDir: string, slabs: SlabPool): Promise<Windows> {
  const windows = (await openTexts(inDir)).map(({ source, path, chunks }) => {
    const options = { source, file: path, maxLineBytes, maxWindowBytes: Infinity };
    return new LineWindow(pieces(chunks, slabs), slabs, options);
  });
  // In the order of MAIN_SOURCES.
  const [dataset, autotags = null, exif = null, places = null] = windows;
  if (dataset === undefined) throw new Error('Expected a window for each source, got none.');
  return { dataset, autotags, exif, places, hash: null };
}

/** Each source's lines dropped as they come. */
async function countLines(inDir: string): Promise<number> {
  const windows = await openWindows(inDir, new SlabPool());
  const rows = await windows.dataset.skip(Infinity);
  for (const source of SIDE_SOURCES) await windows[source]?.skip(Infinity);
  return rows;
}

/** The sum of what `handle` gives for each shard. */
async function eachShard(
  { inDir, case: { shardRows } }: StageTask,
  handle: (shard: AlignedShard) => number | Promise<number>,
): Promise<number> {
  const slabs = new SlabPool();
  const windows = await openWindows(inDir, slabs);
  let sum = 0;
  for await (const shard of alignedShards(windows, slabs, shardRows)) sum += await handle(shard);
  return sum;
}

/** What the worker does with a shard up to its sink: the records as text, let go at once. */
function encodeShard({ slices }: AlignedShard): number {
  const troubles = noTroubles();
  let records = 0;
  for (const row of join(linesOf(slices), newTally())) {
    const json = encodeRecord(row, undefined, { schema, format: 'jsonl', fields: null }, troubles);
    if (isHashRight(row) && json !== '') records++;
  }
  return records;
}

/** The worker's own handler, called on this thread. */
async function writeShard({ shard, slices }: AlignedShard, settings: ShardSettings): Promise<number> {
  const pulse = { buffer: createPulses(1), place: 0 };
  const reply = await shardWorker({ shard, slices, settings, redo: null, pulse, isRowByRow: false, setAside: [] });
  if (reply.status === 'failed') throw new Error(reply.message);
  return reply.counts.records;
}
