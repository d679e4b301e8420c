/** Cuts a compressed file into stretches for the threads, each with what lies behind it, in shared memory. */
import type { ByteFile } from './byte-file.js';
import type { DecodeTask } from './decode-task.js';
import { SLAB_BYTES, type Slab, type SlabPool } from './slabs.js';

/**
 * Slabs behind that of a stretch that go with it, since its last block ends in them: 3 MiB. A block has at most 900,000 symbols
 * and one more, of at most 20 bits, and under 32 KiB of tables.
 */
const LOOK_AHEAD_SLABS = 3;
export const LOOK_AHEAD_BYTES = LOOK_AHEAD_SLABS * SLAB_BYTES;

/** Enough for a header. */
const HEAD_BYTES = 4;

export interface Stretch {
  /** Bits of the file in front of it. */
  readonly baseBit: number;
  readonly bits: number;
  /** Its first bytes, at least where it is the file's first. */
  readonly head: Uint8Array;
  readonly compressed: DecodeTask['compressed'];
  readonly isFileEnd: boolean;
  /** The slabs that it keeps alive until they are released. */
  readonly slabs: readonly Slab[];
}

/** Compressed bytes: chunks, or a file, which threads read by themselves. */
export type Compressed = AsyncIterable<Uint8Array> | ByteFile;

export interface StretchOptions {
  /** The byte of the file that the compressed bytes begin at. @default 0 */
  readonly firstByte?: number;
  /** Asked for each stretch how many bytes of the file it is to have; of chunks at most a slab. @default a slab */
  readonly stretchBytes?: () => number;
}

/** Yields the stretches in order, each within one slab. */
export async function* stretches(
  chunks: AsyncIterable<Uint8Array>,
  slabs: SlabPool,
  { firstByte = 0, stretchBytes = () => SLAB_BYTES }: StretchOptions = {},
): AsyncGenerator<Stretch> {
  const ahead: Filled[] = [];
  /** In the first slab of `ahead`: where the next stretch begins. */
  let from = 0;
  let baseBit = firstByte * 8;
  const next = ({ slab, length }: Filled, isFileEnd: boolean): Stretch => {
    const wanted = stretchBytes();
    // What is left of a slab goes along when it is too little for a stretch of its own.
    const to = length - from < 1.5 * wanted ? length : from + wanted;
    const stretch = {
      baseBit,
      bits: (to - from) * 8,
      head: slab.bytes.subarray(from, Math.min(to, from + HEAD_BYTES)),
      compressed: ahead.map((filled) => ({
        buffer: filled.slab.buffer,
        from: filled.slab === slab ? from : 0,
        to: filled.length,
      })),
      isFileEnd,
      slabs: ahead.map((filled) => filled.slab),
    };
    for (const held of stretch.slabs) held.users++;
    if (to === length) {
      ahead.shift();
      slabs.release(slab);
    }
    from = to === length ? 0 : to;
    baseBit += stretch.bits;
    return stretch;
  };
  try {
    for await (const filled of fill(chunks, slabs)) {
      ahead.push(filled);
      for (let [first] = ahead; first !== undefined && ahead.length > LOOK_AHEAD_SLABS; [first] = ahead) {
        yield next(first, false);
      }
    }
    for (let [first] = ahead; first !== undefined; [first] = ahead) yield next(first, true);
  } finally {
    for (const { slab } of ahead) slabs.release(slab);
  }
}

interface Filled {
  readonly slab: Slab;
  readonly length: number;
}

/** Copies chunks into slabs, each filled to its end but the last. */
async function* fill(chunks: AsyncIterable<Uint8Array>, slabs: SlabPool): AsyncGenerator<Filled> {
  let slab: Slab | null = null;
  let length = 0;
  try {
    for await (const chunk of chunks) {
      for (let from = 0; from < chunk.length;) {
        slab ??= slabs.take();
        const part = chunk.subarray(from, from + SLAB_BYTES - length);
        slab.bytes.set(part, length);
        length += part.length;
        from += part.length;
        if (length < SLAB_BYTES) continue;
        const filled = { slab, length };
        slab = null;
        length = 0;
        yield filled;
      }
    }
    if (slab === null) return;
    const filled = { slab, length };
    slab = null;
    yield filled;
  } finally {
    if (slab !== null) slabs.release(slab);
  }
}
