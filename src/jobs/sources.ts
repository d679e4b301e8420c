/** The sources of a job: which files there are, and their lines. */
import { DECODERS } from '../bz2/decoders.js';
import { YfccError } from '../core/errors.js';
import { SOURCES, type Source } from '../core/fields.js';
import type { Windows } from '../engine/align.js';
import { LineWindow } from '../engine/line-window.js';
import { pieces } from '../engine/pieces.js';
import type { SlabPool } from '../engine/slabs.js';
import { findSources, openSource, readText, type SourceFile } from '../engine/source.js';
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

/** The lines of each file, and how much of the dataset file has been read. */
export interface OpenWindows {
  readonly windows: Windows;
  /** 0 to 1. */
  readonly datasetProgress: () => number;
  readonly close: () => Promise<void>;
}

/** Opens every file from its beginning; its text is decoded as its lines are asked for. */
export function openWindows(
  resolved: ResolvedRun,
  files: SourceFiles,
  slabs: SlabPool,
  onWarning: (text: string) => void,
): OpenWindows {
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
