/**
 * The block index: where each block of a bzip2 file is and which lines are in it, so that reading can begin anywhere.
 *
 * Layout, all numbers little-endian. Head, 32 bytes: `BZ2INDEX` (8), version (u32 at 8), number of blocks (u32 at 12),
 * bytes of the bz2 file (f64 at 16), lines in it (f64 at 24). Then 16 bytes a block: bits from the start of the block
 * before it, of the first one from the file's beginning (u32 at 0); plain bytes, and from bit 28 on the level of its
 * stream (u32 at 4); CRC (u32 at 8); newlines in it (u32 at 12). A block of level 9 has about 250 KB, so an index is
 * under 0.01 % of its file.
 */
import { YfccError } from '../core/errors.js';
import type { Block } from './chain.js';

const MAGIC = 'BZ2INDEX';
const VERSION = 1;
const HEAD_BYTES = 32;
const ENTRY_BYTES = 16;
/** A block expands to at most 46 MB: 26 bits. */
const LEVEL_SHIFT = 28;
const PLAIN_MASK = (1 << LEVEL_SHIFT) - 1;

/** The extension that an index has behind its file's name. */
export const INDEX_EXTENSION = '.index';

export interface IndexedBlock {
  /** From the file's beginning. */
  readonly startBit: number;
  readonly plainBytes: number;
  readonly crc: number;
  readonly level: number;
  readonly newlines: number;
  /** Number, from 0, of the line that the block's first byte belongs to. */
  readonly firstLine: number;
  /** Decoded bytes in front of it. */
  readonly firstByte: number;
}

export interface BlockIndex {
  /** Of the bz2 file. */
  readonly fileBytes: number;
  /** Newlines in all of it. */
  readonly lines: number;
  readonly blocks: readonly IndexedBlock[];
}

/** The bytes of an index; `blocks` in the order of the file. */
export function writeIndex(
  blocks: readonly Pick<Block, 'startBit' | 'plainBytes' | 'crc' | 'level' | 'newlines'>[],
  fileBytes: number,
): Uint8Array {
  const bytes = new Uint8Array(HEAD_BYTES + blocks.length * ENTRY_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(Buffer.from(MAGIC, 'latin1'));
  view.setUint32(8, VERSION, true);
  view.setUint32(12, blocks.length, true);
  view.setFloat64(16, fileBytes, true);
  view.setFloat64(
    24,
    blocks.reduce((sum, { newlines }) => sum + newlines, 0),
    true,
  );
  let before = 0;
  for (const [k, { startBit, plainBytes, level, crc, newlines }] of blocks.entries()) {
    const at = HEAD_BYTES + k * ENTRY_BYTES;
    view.setUint32(at, startBit - before, true);
    view.setUint32(at + 4, plainBytes + level * 2 ** LEVEL_SHIFT, true);
    view.setUint32(at + 8, crc, true);
    view.setUint32(at + 12, newlines, true);
    before = startBit;
  }
  return bytes;
}

/** Reads an index. Throws `bad-bz2` for what is none; whether it is that of a file is for `indexFits` to say. */
export function readIndex(bytes: Uint8Array, file: string): BlockIndex {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isIndex = bytes.length >= HEAD_BYTES && Buffer.from(bytes.subarray(0, 8)).toString('latin1') === MAGIC;
  if (
    !isIndex ||
    view.getUint32(8, true) !== VERSION ||
    bytes.length !== HEAD_BYTES + view.getUint32(12, true) * ENTRY_BYTES
  ) {
    throw new YfccError(
      'bad-bz2',
      `Expected ${file} to be a block index of version ${VERSION}, got something else. Remove it, or make it anew.`,
      { file },
    );
  }
  const blocks: IndexedBlock[] = [];
  let startBit = 0;
  let firstLine = 0;
  let firstByte = 0;
  for (let at = HEAD_BYTES; at < bytes.length; at += ENTRY_BYTES) {
    startBit += view.getUint32(at, true);
    const size = view.getUint32(at + 4, true);
    const plainBytes = size & PLAIN_MASK;
    const newlines = view.getUint32(at + 12, true);
    blocks.push({
      startBit,
      plainBytes,
      crc: view.getUint32(at + 8, true),
      level: size >>> LEVEL_SHIFT,
      newlines,
      firstLine,
      firstByte,
    });
    firstLine += newlines;
    firstByte += plainBytes;
  }
  return { fileBytes: view.getFloat64(16, true), lines: view.getFloat64(24, true), blocks };
}

/** The last block in which line `line` can begin: where reading for it starts. Null when the file has no block. */
export function blockOfLine({ blocks }: BlockIndex, line: number): IndexedBlock | null {
  let low = 0;
  let high = blocks.length;
  // The first block whose first byte belongs to the line or to a later one; the line begins in the one before it.
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((blocks[middle]?.firstLine ?? Infinity) < line) low = middle + 1;
    else high = middle;
  }
  return blocks[Math.max(0, low - 1)] ?? null;
}

/** Bytes of a block that tell whether an index is right: 48 bits of magic and 32 of CRC, from any bit on. */
export const PROBE_BYTES = 11;

/** Whether a block begins in these bytes, at `startBit` modulo 8, with this CRC. */
export function isBlockAt(bytes: Uint8Array, { startBit, crc }: IndexedBlock): boolean {
  const bits =
    bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n) >> BigInt(bytes.length * 8 - 80 - (startBit % 8));
  return (bits & ((1n << 80n) - 1n)) === ((BLOCK_MAGIC << 32n) | BigInt(crc >>> 0));
}

/** The digits of pi: what each block begins with. */
const BLOCK_MAGIC = 0x314159265359n;
