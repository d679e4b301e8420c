/** Decoded text as it lies in shared memory. */
import type { Slab } from './slabs.js';

/** Decoded bytes `[start, start + length)` of a slab, and where in them the newlines are. */
export interface Piece {
  readonly slab: Slab;
  readonly start: number;
  readonly length: number;
  /** Offset of each LF from the piece's start, ascending. */
  readonly newlines: Uint32Array;
}

const LF = 10;

/** The offsets of all newlines. */
export function newlinesOf(bytes: Uint8Array): Uint32Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: number[] = [];
  for (let at = buffer.indexOf(LF); at >= 0; at = buffer.indexOf(LF, at + 1)) found.push(at);
  return Uint32Array.from(found);
}
