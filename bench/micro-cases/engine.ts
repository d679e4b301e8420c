/** Micro benchmarks of `src/engine`: what the main thread does with text on its way to the workers. */
import { SlabPool } from '../../src/bz2/slabs.js';
import { MAIN_SOURCES } from '../../src/core/fields.js';
import { LineWindow } from '../../src/engine/line-window.js';
import { pieces } from '../../src/engine/pieces.js';
import { RUN_DEFAULTS } from '../../src/jobs/run-options.js';
import { alignedShards } from '../aligned-shards.js';
import { totalBytes } from '../data.js';
import { streamOf, type MicroCase } from '../micro-case.js';
import type { MicroInput } from '../micro-input.js';

/** Shards that the rows are cut into. */
const SHARDS = 10;

export function engineCases({ data, text }: MicroInput): readonly MicroCase[] {
  const ofRows = { folder: 'engine', unit: 'row', items: data.rows, bytes: totalBytes(data.bytes.text) };
  const chunks = MAIN_SOURCES.map((source) => text[source]);
  return [
    { name: 'pieces', ...ofRows, run: () => cutPieces(chunks) },
    { name: 'LineWindow, align', ...ofRows, run: () => cutShards(text, Math.ceil(data.rows / SHARDS)) },
  ];
}

async function cutPieces(chunks: readonly Uint8Array[]): Promise<number> {
  const slabs = new SlabPool();
  let newlines = 0;
  for await (const piece of pieces(streamOf(chunks), slabs)) {
    newlines += piece.newlines.length;
    slabs.release(piece.slab);
  }
  return newlines;
}

/** Pieces, windows of lines, and shards whose ids are known to be in step. */
async function cutShards(text: MicroInput['text'], shardRows: number): Promise<number> {
  const { maxLineBytes } = RUN_DEFAULTS;
  const slabs = new SlabPool();
  const windowOf = (source: keyof typeof text): LineWindow =>
    new LineWindow(pieces(streamOf([text[source]]), slabs), slabs, {
      source,
      file: 'memory',
      maxLineBytes,
      maxWindowBytes: Infinity,
    });
  const windows = {
    dataset: windowOf('dataset'),
    autotags: windowOf('autotags'),
    exif: windowOf('exif'),
    places: windowOf('places'),
    hash: null,
  };
  let rows = 0;
  for await (const { slices } of alignedShards(windows, slabs, shardRows)) rows += slices.dataset.lines;
  return rows;
}
