/**
 * Decodes single bzip2 blocks, from any bit on, and finds where they may begin.
 *
 * A decoder has a memory of its own: 27 MiB to begin with, of which only what is used is real, and at most 51 MiB, which
 * a block of 900,000 bytes needs when all of them are runs and it expands to 46 MB.
 */
import { BLOCK_FAILURES, type BlockFailure } from './block-failure.js';
import { scanMagics, type MagicCandidates } from './magic-scan.js';
import { instantiateBz2 } from './wasm-module.js';

/** Between shared and other memory V8 copies whole words, seven times as fast, only where both are aligned alike. */
export const COPY_ALIGNMENT = 8;

/** Bytes of a block at level 1, before its runs are expanded. */
const LEVEL_BYTES = 100_000;

export interface BlockDecoder {
  /**
   * Decodes the block whose magic begins at bit `startBit` of `bytes`, most significant bit first. `level` (1..9) is
   * the stream's and bounds the block. Bits from `endBit` on are not read: give the next candidate's, if it is known,
   * and fewer bytes are copied. Throws a RangeError when `level` is none.
   */
  decode(bytes: Uint8Array, startBit: number, level: number, endBit?: number): BlockResult;
  /** All magics that lie whole in `bytes` and begin at bit `fromBit` or behind it. */
  scan(bytes: Uint8Array, fromBit?: number): MagicCandidates;
  /** Of bytes `[from, to)` of the last output: how far behind `from` each LF is, ascending. */
  newlines(from: number, to: number): Uint32Array;
}

export type BlockResult =
  | {
      readonly ok: true;
      /** A view of the decoder's memory: it holds good until the decoder is called again. */
      readonly output: Uint8Array;
      /** As the block states it, and as it is. */
      readonly crc: number;
      /** The bit behind the block: of the next magic. */
      readonly endBit: number;
    }
  | {
      readonly ok: false;
      readonly reason: BlockFailure;
      /** Up to where `bytes` made sense, or were read when only the whole block shows what is wrong. */
      readonly bit: number;
    };

/** A decoder for this thread; see `BlockDecoder`. */
export function createBlockDecoder(): BlockDecoder {
  const wasm = instantiateBz2();
  const inputAddress = wasm.inputAddress.value;
  const inputCapacity = wasm.inputCapacity.value;
  const outputAddress = wasm.outputAddress.value;

  function decode(bytes: Uint8Array, startBit: number, level: number, endBit = bytes.length * 8): BlockResult {
    if (!Number.isInteger(level) || level < 1 || level > 9) {
      throw new RangeError(`Expected \`level\` to be an integer from 1 to 9, got \`${level}\`.`);
    }
    // A few bytes further in front, where the copy below is from one multiple of eight to another.
    const startByte = Math.floor(startBit / 8);
    const firstByte = startByte - Math.min(startByte, (bytes.byteOffset + startByte) % COPY_ALIGNMENT);
    const firstBit = firstByte * 8;
    const available = bytes.subarray(firstByte, Math.ceil(endBit / 8));
    const input = available.subarray(0, inputCapacity);
    const limitBits = Math.max(0, Math.min(endBit, bytes.length * 8, firstBit + input.length * 8) - firstBit);
    new Uint8Array(wasm.memory.buffer, inputAddress, input.length).set(input);
    const failure = wasm.decodeBlock(startBit - firstBit, limitBits, level * LEVEL_BYTES);
    const bit = firstBit + wasm.bitPosition();
    if (failure === 0) {
      // Made anew, since decoding may have grown the memory, which leaves the old buffer empty.
      const output = new Uint8Array(wasm.memory.buffer, outputAddress, wasm.outputBytes());
      return { ok: true, output, crc: wasm.blockCrc() >>> 0, endBit: bit };
    }
    const reason = BLOCK_FAILURES[failure - 1] ?? 'bad-magic';
    const isCapped = reason === 'truncated' && input.length < available.length;
    return { ok: false, reason: isCapped ? 'too-long' : reason, bit: Math.min(bit, firstBit + limitBits) };
  }

  function newlines(from: number, to: number): Uint32Array {
    const maxNewlines = wasm.maxNewlines.value;
    const parts: Uint32Array[] = [];
    let at = from;
    let found: number;
    do {
      found = wasm.findNewlines(outputAddress + at, outputAddress + to, at - from);
      const part = new Uint32Array(wasm.memory.buffer, wasm.newlinesAddress.value, found).slice();
      parts.push(part);
      at = from + (part.at(-1) ?? 0) + 1;
    } while (found === maxNewlines);
    return parts.length === 1 ? (parts[0] ?? new Uint32Array(0)) : joinedWords(parts);
  }

  return { decode, newlines, scan: (bytes, fromBit = 0) => scanMagics(wasm, bytes, fromBit) };
}

function joinedWords(parts: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
