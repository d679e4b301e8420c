/** Finds the bits at which blocks may begin and streams may end. */
import type { Bz2Exports } from './wasm-module.js';

/** What stands at a candidate: the magic of a block, or that of the end of a stream. */
export const BLOCK_KIND = 0;
export const END_KIND = 1;

/** In ascending order. A candidate may be false: any 48 bits of a block can happen to be a magic. */
export interface MagicCandidates {
  /** The first bit of each magic, counted from the first bit of the bytes. */
  readonly bits: Float64Array;
  /** What each is: `BLOCK_KIND` or `END_KIND`. */
  readonly kinds: Uint8Array;
}

const MAGIC_BYTES = 6;

/** The bit that `wasm/bzip2/scan.ts` sets in the word of an end of stream; the others are the offset in the window. */
const IS_END = 0x80000000;

/** All magics that lie whole in `bytes` and begin at `fromBit` or behind it. */
export function scanMagics(wasm: Bz2Exports, bytes: Uint8Array, fromBit: number): MagicCandidates {
  const capacity = wasm.scanCapacity.value;
  const window = new Uint8Array(wasm.memory.buffer, wasm.scanAddress.value, capacity);
  const maxWords = wasm.maxCandidates.value;
  const words = new Uint32Array(wasm.memory.buffer, wasm.candidatesAddress.value, maxWords);
  const bits: number[] = [];
  const kinds: number[] = [];
  // A window's last magics begin in its last byte but end behind it.
  const step = capacity - MAGIC_BYTES;
  // From where the copy below is from one multiple of eight to another.
  const first = Math.floor(fromBit / 8);
  for (
    let begin = first - Math.min(first, (bytes.byteOffset + first) % 8);
    begin + MAGIC_BYTES <= bytes.length;
    begin += step
  ) {
    const part = bytes.subarray(begin, begin + capacity);
    window.set(part);
    let from = Math.max(0, fromBit - begin * 8);
    let found: number;
    do {
      found = wasm.scanMagics(part.length, from, step);
      for (const word of words.subarray(0, found)) {
        from = (word % IS_END) + 1;
        bits.push(begin * 8 + from - 1);
        kinds.push(word < IS_END ? BLOCK_KIND : END_KIND);
      }
    } while (found === maxWords);
  }
  return { bits: Float64Array.from(bits), kinds: Uint8Array.from(kinds) };
}
