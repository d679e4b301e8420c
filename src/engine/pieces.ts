/** Cuts a stream of decoded text into pieces that lie in shared memory, each with the places of its newlines. */
import { SLAB_BYTES, type Slab, type SlabPool } from './slabs.js';

const LF = 10;

/** Decoded bytes `[0, length)` of a slab, and where in it the newlines are. */
export interface Piece {
  readonly slab: Slab;
  readonly length: number;
  /** Offsets of each LF, ascending. */
  readonly newlines: Uint32Array;
}

/** Yields pieces of at most a slab; a last line that lacks its LF gets one. Each piece comes with one user: the taker. */
export async function* pieces(chunks: AsyncIterable<Uint8Array>, slabs: SlabPool): AsyncGenerator<Piece> {
  let endsWithNewline = true;
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += SLAB_BYTES) {
      const part = chunk.subarray(from, from + SLAB_BYTES);
      endsWithNewline = part[part.length - 1] === LF;
      yield toPiece(part, slabs);
    }
  }
  if (!endsWithNewline) yield toPiece(Uint8Array.of(LF), slabs);
}

function toPiece(part: Uint8Array, slabs: SlabPool): Piece {
  const slab = slabs.take();
  slab.bytes.set(part);
  return { slab, length: part.length, newlines: newlinesOf(part) };
}

function newlinesOf(bytes: Uint8Array): Uint32Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: number[] = [];
  for (let at = buffer.indexOf(LF); at >= 0; at = buffer.indexOf(LF, at + 1)) found.push(at);
  return Uint32Array.from(found);
}
