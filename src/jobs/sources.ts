/** The sources of a job: which files there are, and their lines. */
import { blockOfLine } from '../bz2/block-index.js';
import type { Block } from '../bz2/chain.js';
import type { Decoded } from '../bz2/parallel.js';
import type { Piece } from '../bz2/piece.js';
import { decompressSerial } from '../bz2/serial.js';
import { YfccError } from '../core/errors.js';
import { SOURCES, type Source } from '../core/fields.js';
import type { Cursors, Windows } from '../engine/align.js';
import { LineWindow } from '../engine/line-window.js';
import { endedPieces, pieces } from '../engine/pieces.js';
import type { Pool } from '../engine/pool.js';
import type { SlabPool } from '../bz2/slabs.js';
import { findSources, openSource, readBytes, type SourceFile } from '../engine/source.js';
import { decodeBytes } from './decoded-text.js';
import { findIndex, keepIndex } from './index-file.js';
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

/** The text of a file from its beginning or, where there is an index, from the block that line `line` is in. */
async function openText(
  file: SourceFile,
  line: number,
  resolved: ResolvedRun,
  decoding: Decoding,
): Promise<OpenedText> {
  const { slabs, onWarning } = decoding;
  const isParallel = file.isBz2 && resolved.decoder === 'parallel';
  const index = isParallel && line > 0 ? await findIndex(file.path) : null;
  const block = index === null ? null : blockOfLine(index, line);
  const opened = readBytes(file, block === null ? 0 : Math.floor(block.startBit / 8));
  const { bytesRead } = opened;
  if (!isParallel) {
    const chunks = opened.chunks();
    const plain = file.isBz2 ? decompressSerial(chunks, { file: file.path, onWarning }) : chunks;
    return { text: pieces(plain, slabs), bytesRead, firstLine: 0 };
  }
  const decoded = decodeBytes(opened, file.path, {
    slabs,
    onWarning,
    decode: (task, signal) => decoding.pool.runDecode(task, signal),
    threads: resolved.threads,
    wantsNewlines: true,
    ...(block === null ? {} : { start: block }),
  });
  const isKept = resolved.writeIndex && block === null;
  return {
    text: endedPieces(isKept ? keepingIndex(decoded, file) : decoded, slabs),
    bytesRead,
    firstLine: block?.firstLine ?? 0,
  };
}

interface OpenedText {
  readonly text: AsyncIterable<Piece>;
  readonly bytesRead: () => number;
  /** The line that the text's first byte belongs to. */
  readonly firstLine: number;
}

/** The same, and when it has come to the file's end, its block index beside the file. */
async function* keepingIndex(decoded: AsyncIterable<Decoded>, file: SourceFile): AsyncGenerator<Decoded> {
  const blocks: Block[] = [];
  for await (const part of decoded) {
    blocks.push(...part.blocks);
    yield part;
  }
  await keepIndex(file.path, blocks, file.bytes);
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

/** Opens every file so that line `lines[source]` can come, from as near in front of it as can be; decodes as lines are asked for. */
export async function openWindows(
  resolved: ResolvedRun,
  files: SourceFiles,
  decoding: Decoding,
  lines: Cursors,
): Promise<OpenWindows> {
  const open = async (file: SourceFile) => {
    const { text, bytesRead, firstLine } = await openText(file, lines[file.source], resolved, decoding);
    const { maxLineBytes } = resolved;
    const options = { source: file.source, file: file.path, maxLineBytes, maxWindowBytes: MAX_WINDOW_BYTES, firstLine };
    return { window: new LineWindow(text, decoding.slabs, options), bytesRead };
  };
  const side = async (file: SourceFile | undefined): Promise<LineWindow | null> =>
    file === undefined ? null : (await open(file)).window;
  const dataset = await open(files.dataset);
  const windows: Windows = {
    dataset: dataset.window,
    autotags: await side(files.autotags),
    exif: await side(files.exif),
    places: await side(files.places),
  };
  return {
    windows,
    datasetProgress: () => dataset.bytesRead() / files.dataset.bytes,
    close: async () => {
      for (const source of SOURCES) await windows[source]?.close();
    },
  };
}
