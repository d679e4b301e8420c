/** The sources of a job: which files there are, and their lines. */
import type { Piece } from '../bz2/piece.js';
import { decompressSerial } from '../bz2/serial.js';
import { YfccError } from '../core/errors.js';
import { SOURCES, type Source } from '../core/fields.js';
import type { Windows } from '../engine/align.js';
import { LineWindow } from '../engine/line-window.js';
import { endedPieces, pieces } from '../engine/pieces.js';
import type { Pool } from '../engine/pool.js';
import type { SlabPool } from '../bz2/slabs.js';
import { findSources, openSource, readBytes, type SourceFile } from '../engine/source.js';
import { decodeBytes } from './decoded-text.js';
import type { ResolvedRun } from './run-options.js';

/** The window of one source holds at most this much text: a shard and the look-ahead, with room to spare. */
const MAX_WINDOW_BYTES = 1024 * 1024 * 1024;

/** The files there are; only the dataset file is needed. */
export type SourceFiles = { readonly dataset: SourceFile } & Readonly<Partial<Record<Source, SourceFile>>>;

/** Finds and checks them; throws `bad-input` for what cannot be a source. */
export async function openSources({ in: dir, files }: ResolvedRun): Promise<SourceFiles> {
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

/** The text of a file, in pieces that lie in shared memory. */
function textOf(
  file: SourceFile,
  chunks: AsyncIterable<Uint8Array>,
  { decoder, threads }: ResolvedRun,
  { pool, slabs, onWarning }: Decoding,
): AsyncIterable<Piece> {
  if (!file.isBz2) return pieces(chunks, slabs);
  switch (decoder) {
    case 'serial':
      return pieces(decompressSerial(chunks, { file: file.path, onWarning }), slabs);
    case 'parallel':
      return endedPieces(
        decodeBytes(chunks, file.path, { pool, slabs, threads, wantsNewlines: true, onWarning }),
        slabs,
      );
  }
}

/** The lines of each file, and how much of the dataset file has been read. */
export interface OpenWindows {
  readonly windows: Windows;
  /** 0 to 1. */
  readonly datasetProgress: () => number;
  readonly close: () => Promise<void>;
}

/** What decodes bz2 files. */
export interface Decoding {
  readonly pool: Pool;
  readonly slabs: SlabPool;
  readonly onWarning: (text: string) => void;
}

/** Opens every file from its beginning; its text is decoded as its lines are asked for. */
export function openWindows(resolved: ResolvedRun, files: SourceFiles, decoding: Decoding): OpenWindows {
  const { slabs } = decoding;
  const open = (file: SourceFile) => {
    const { chunks, bytesRead } = readBytes(file);
    const { maxLineBytes } = resolved;
    const options = { source: file.source, file: file.path, maxLineBytes, maxWindowBytes: MAX_WINDOW_BYTES };
    return { window: new LineWindow(textOf(file, chunks, resolved, decoding), slabs, options), bytesRead };
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
