/** Cuts a stream of decoded text into pieces that lie in shared memory, each with the places of its newlines. */
import { SLAB_BYTES, type Slab, type SlabPool } from './slabs.js';

const LF = 10;

/** Decoded bytes `[start, start + length)` of a slab, and where in them the newlines are. */
export interface Piece {
  readonly slab: Slab;
  readonly start: number;
  readonly length: number;
  /** Offset of each LF from the piece's start, ascending. */
  readonly newlines: Uint32Array;
}

/**
 * Yields pieces, slab after slab filled to its end, however small the chunks; a last line that lacks its LF gets one.
 * Each piece counts as a user of its slab: the taker.
 */
export async function* pieces(chunks: AsyncIterable<Uint8Array>, slabs: SlabPool): AsyncGenerator<Piece> {
  let slab = slabs.take();
  let start = 0;
  let endsWithNewline = true;
  const place = (part: Uint8Array): Piece => {
    slab.bytes.set(part, start);
    slab.users++;
    const piece = { slab, start, length: part.length, newlines: newlinesOf(part) };
    start += part.length;
    return piece;
  };
  const makeRoom = (): void => {
    if (start < SLAB_BYTES) return;
    slabs.release(slab);
    slab = slabs.take();
    start = 0;
  };
  try {
    for await (const chunk of chunks) {
      for (let from = 0; from < chunk.length;) {
        makeRoom();
        const part = chunk.subarray(from, from + SLAB_BYTES - start);
        endsWithNewline = part[part.length - 1] === LF;
        from += part.length;
        yield place(part);
      }
    }
    if (endsWithNewline) return;
    makeRoom();
    yield place(Uint8Array.of(LF));
  } finally {
    slabs.release(slab);
  }
}

function newlinesOf(bytes: Uint8Array): Uint32Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: number[] = [];
  for (let at = buffer.indexOf(LF); at >= 0; at = buffer.indexOf(LF, at + 1)) found.push(at);
  return Uint32Array.from(found);
}
