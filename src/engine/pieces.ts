/** Cuts a stream of decoded text into pieces that lie in shared memory, each with the places of its newlines. */
import { newlinesOf, type Piece } from '../bz2/piece.js';
import { SLAB_BYTES, type SlabPool } from '../bz2/slabs.js';

export const LF = 10;

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

/** The pieces of a text that is decoded already; a last line that lacks its LF gets one. */
export async function* endedPieces(
  decoded: AsyncIterable<{ readonly pieces: readonly Piece[] }>,
  slabs: SlabPool,
): AsyncGenerator<Piece> {
  let endsWithNewline = true;
  for await (const { pieces: parts } of decoded) {
    let given = 0;
    try {
      for (const piece of parts) {
        endsWithNewline = piece.slab.bytes[piece.start + piece.length - 1] === LF;
        given++;
        yield piece;
      }
    } finally {
      // A taker who has left takes no more.
      for (const { slab } of parts.slice(given)) slabs.release(slab);
    }
  }
  if (endsWithNewline) return;
  const slab = slabs.take();
  slab.bytes[0] = LF;
  yield { slab, start: 0, length: 1, newlines: Uint32Array.of(0) };
}
