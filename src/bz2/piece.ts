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
