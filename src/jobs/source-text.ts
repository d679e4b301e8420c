/** The text of one source: of its files one behind the other, from as near in front of a line as can be. */
import { blockOfLine, type BlockIndex, type IndexedBlock } from '../bz2/block-index.js';
import type { Block } from '../bz2/chain.js';
import type { Decoded } from '../bz2/parallel.js';
import type { Piece } from '../bz2/piece.js';
import { decompressSerial } from '../bz2/serial.js';
import type { SlabPool } from '../bz2/slabs.js';
import { gunzip } from '../engine/gunzip.js';
import { endedPieces, LF, pieces } from '../engine/pieces.js';
import type { Pool } from '../engine/pool.js';
import type { SourceFile } from '../engine/source.js';
import { untar } from '../engine/untar.js';
import { databaseLines, databaseText } from './database-text.js';
import { decodeBytes, type DecodeFileOptions } from './decoded-text.js';
import { findIndex, keepIndex } from './index-file.js';
import type { ResolvedRun } from './run-options.js';

/** What works on sources: decodes bz2 files, and puts side files in order. */
export interface Decoding extends Pick<DecodeFileOptions, 'decode'> {
  readonly pool: Pool;
  readonly slabs: SlabPool;
  readonly onWarning: (text: string) => void;
}

export interface OpenedText {
  readonly text: AsyncIterable<Piece>;
  /** Bytes of all the files in front of what has been read. */
  readonly bytesRead: () => number;
  /** The line that the text's first byte belongs to, counted over all files. */
  readonly firstLine: number;
  /** Path of the file that is being read. */
  readonly file: string;
}

/**
 * The text of the files, each file's last line with its end, from the beginning or, where there are indexes, from the
 * block that line `line` is in. A file is passed over only when its index says how many lines it has,
 * and a database, whose rows are counted.
 */
export async function openText(
  parts: readonly SourceFile[],
  line: number,
  resolved: ResolvedRun,
  decoding: Decoding,
): Promise<OpenedText> {
  const start = await startOf(parts, line, resolved, decoding);
  let [current] = parts.slice(start.part);
  let bytesBefore = parts.slice(0, start.part).reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
  let bytesRead = (): number => Math.floor((start.block?.startBit ?? 0) / 8);
  async function* text(): AsyncGenerator<Piece> {
    for (const [k, file] of parts.slice(start.part).entries()) {
      const opened =
        file.form === 'sqlite'
          ? databaseText(file, k === 0 ? start.rows : 0, decoding.slabs)
          : openPart(file, k === 0 ? start.block : null, resolved, decoding);
      current = file;
      ({ bytesRead } = opened);
      yield* opened.text;
      if (k + start.part + 1 < parts.length) {
        bytesBefore += bytesRead();
        bytesRead = () => 0;
      }
    }
  }
  return {
    text: text(),
    bytesRead: () => bytesBefore + bytesRead(),
    firstLine: start.firstLine,
    get file() {
      return current?.path ?? '';
    },
  };
}

interface Start {
  /** Which of the files. */
  readonly part: number;
  /** In it; null for its beginning. */
  readonly block: IndexedBlock | null;
  /** Of a database: rows to pass over. */
  readonly rows: number;
  readonly firstLine: number;
}

/** The last place that reading can begin at for line `line` to come. */
async function startOf(
  parts: readonly SourceFile[],
  line: number,
  resolved: ResolvedRun,
  decoding: Decoding,
): Promise<Start> {
  let before = 0;
  for (const [part, file] of parts.entries()) {
    const isLast = part === parts.length - 1;
    if (file.form === 'sqlite') {
      const lines = isLast || line === before ? Infinity : await databaseLines(file);
      if (line < before + lines) return { part, block: null, rows: line - before, firstLine: line };
      before += lines;
      continue;
    }
    const index = file.isLocal && isParallel(file, resolved) && line > before ? await findIndex(file.path) : null;
    if (index === null) return { part, block: null, rows: 0, firstLine: before };
    const lines = isLast ? Infinity : await lineCount(file, index, decoding);
    if (line < before + lines) {
      const block = blockOfLine(index, line - before);
      return { part, block, rows: 0, firstLine: before + (block?.firstLine ?? 0) };
    }
    before += lines;
  }
  return { part: 0, block: null, rows: 0, firstLine: 0 };
}

/** Lines of a file whose index is known: its newlines, and one line more where the last one lacks its end. */
async function lineCount(file: SourceFile, index: BlockIndex, { decode, slabs, pool }: Decoding): Promise<number> {
  const start = index.blocks.at(-1);
  if (start === undefined) return index.lines;
  let last = LF;
  for await (const decoded of decodeBytes(file.open(Math.floor(start.startBit / 8)).compressed, file.path, {
    slabs,
    // What is behind the last block is told of when the file is read.
    onWarning: () => {},
    decode,
    threads: () => pool.threads,
    wantsNewlines: false,
    start,
  })) {
    for (const { slab, start: at, length } of decoded.pieces) {
      last = slab.bytes[at + length - 1] ?? last;
      slabs.release(slab);
    }
  }
  return index.lines + (last === LF ? 0 : 1);
}

/** Whether a file is decoded on all threads. */
export function isParallel({ form }: SourceFile, { decoder }: ResolvedRun): boolean {
  return form === 'bz2' && decoder === 'parallel';
}

/** The text of one file, from a block of it or from its beginning. */
function openPart(
  file: SourceFile,
  block: IndexedBlock | null,
  resolved: ResolvedRun,
  decoding: Decoding,
): Pick<OpenedText, 'text' | 'bytesRead'> {
  const { decode, slabs, pool, onWarning } = decoding;
  const opened = file.open(block === null ? 0 : Math.floor(block.startBit / 8));
  const { bytesRead } = opened;
  if (!isParallel(file, resolved)) {
    return { text: pieces(unpacked(file, opened.chunks(), onWarning), slabs), bytesRead };
  }
  const decoded = decodeBytes(opened.compressed, file.path, {
    slabs,
    onWarning,
    decode,
    threads: () => pool.threads,
    textBytes: resolved.decodeBytes,
    wantsNewlines: true,
    ...(block === null ? {} : { start: block }),
  });
  const isKept = resolved.writeIndex && file.isLocal && block === null;
  return { text: endedPieces(isKept ? keepingIndex(decoded, file) : decoded, slabs), bytesRead };
}

/** The text of a file's bytes, unpacked on this thread. */
function unpacked(
  { form, path }: SourceFile,
  chunks: AsyncIterable<Uint8Array>,
  onWarning: (text: string) => void,
): AsyncIterable<Uint8Array> {
  switch (form) {
    case 'bz2':
      return decompressSerial(chunks, { file: path, onWarning });
    case 'gz':
      return untar(gunzip(chunks, path), path);
    case 'plain':
      return chunks;
    case 'sqlite':
      throw new Error('A database is no text');
  }
}

/** The same, and when it has come to the file's end, its block index beside the file. */
async function* keepingIndex(decoded: AsyncIterable<Decoded>, file: SourceFile): AsyncGenerator<Decoded> {
  const blocks: Block[] = [];
  for await (const part of decoded) {
    blocks.push(...part.blocks);
    yield part;
  }
  await keepIndex(file.path, blocks, file.bytes ?? 0);
}
