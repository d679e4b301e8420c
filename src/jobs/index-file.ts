/** The block index beside a bz2 file: made once, trusted only when it is that file's, used to begin in the middle. */
import { open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import {
  blockOfLine,
  INDEX_EXTENSION,
  isBlockAt,
  PROBE_BYTES,
  readIndex,
  writeIndex,
  type BlockIndex,
} from '../bz2/block-index.js';
import type { Block } from '../bz2/chain.js';
import { defaultThreads } from '../engine/threads.js';
import { readBytes, sizeOf, type OpenedBytes } from '../engine/source.js';
import { decodeAlone } from './decoded-text.js';

/** Where to begin to read so that a line comes: a block of the file, or its beginning. */
export interface LineStart {
  readonly compressed: OpenedBytes;
  /** Of the compressed bytes. */
  readonly size: number;
  /** Null: from the beginning. */
  readonly start: { readonly startBit: number; readonly level: number } | null;
  /** Line that the first decoded byte belongs to. */
  readonly firstLine: number;
}

/** Begins at the block that line `line` is in, or at the last one, where there is an index; else at the beginning. */
export async function startOfLine(path: string, line: number): Promise<LineStart> {
  const size = await sizeOf(path);
  const index = line === 0 ? null : await findIndex(path);
  const block = index === null ? null : blockOfLine(index, line);
  if (block === null) return { compressed: readBytes({ path }), size, start: null, firstLine: 0 };
  const { startBit, level, firstLine } = block;
  const firstByte = Math.floor(startBit / 8);
  return {
    compressed: readBytes({ path }, firstByte),
    size: size - firstByte,
    start: { startBit, level },
    firstLine,
  };
}

/** The index beside a bz2 file; null where there is none, or it is not that of this file. */
export async function findIndex(path: string): Promise<BlockIndex | null> {
  const file = `${path}${INDEX_EXTENSION}`;
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return null;
  const index = readIndex(bytes, file);
  return (await fits(index, path)) ? index : null;
}

/** The file has the bytes that the index says, and its first, middle and last block are where and what they should be. */
async function fits({ fileBytes, blocks }: BlockIndex, path: string): Promise<boolean> {
  if ((await stat(path)).size !== fileBytes) return false;
  const handle = await open(path);
  try {
    for (const block of [blocks[0], blocks[blocks.length >> 1], blocks.at(-1)]) {
      if (block === undefined) continue;
      const probe = Buffer.alloc(PROBE_BYTES);
      await handle.read(probe, 0, PROBE_BYTES, Math.floor(block.startBit / 8));
      if (!isBlockAt(probe, block)) return false;
    }
    return true;
  } finally {
    await handle.close();
  }
}

export interface IndexOptions {
  /** @default the number of cores */
  readonly threads?: number;
  readonly onWarning: (text: string) => void;
}

/** Decodes a whole bz2 file and writes its index beside it. */
export async function indexFile(
  path: string,
  { threads = defaultThreads(), onWarning }: IndexOptions,
): Promise<{ readonly file: string; readonly index: BlockIndex }> {
  const size = await sizeOf(path);
  const all: Block[] = [];
  for await (const { blocks } of decodeAlone(readBytes({ path }), path, {
    threads,
    size,
    wantsNewlines: true,
    onWarning,
  }))
    all.push(...blocks);
  return await keepIndex(path, all, size);
}

/** Writes the index of a file's blocks beside it. */
export async function keepIndex(
  path: string,
  blocks: readonly Block[],
  fileBytes: number,
): Promise<{ readonly file: string; readonly index: BlockIndex }> {
  const file = `${path}${INDEX_EXTENSION}`;
  const bytes = writeIndex(blocks, fileBytes);
  await writeFile(`${file}.tmp`, bytes);
  await rename(`${file}.tmp`, file);
  return { file, index: readIndex(bytes, file) };
}
