/** Cuts a compressed file into stretches for the threads, each with what lies behind it, in shared memory. */
import type { Bytes } from './decode-task.js';
import { SLAB_BYTES, type Slab, type SlabPool } from './slabs.js';

/**
 * Slabs behind a stretch that go with it, since its last block ends in them: 3 MiB. A block has at most 900,000 symbols
 * and one more, of at most 20 bits, and under 32 KiB of tables.
 */
const LOOK_AHEAD_SLABS = 3;

export interface Stretch {
  /** Bits of the file in front of it. */
  readonly baseBit: number;
  readonly bits: number;
  readonly compressed: readonly Bytes[];
  readonly isFileEnd: boolean;
  /** The slabs that it keeps alive until they are released. */
  readonly slabs: readonly Slab[];
}

/** Yields the file's stretches in order, a slab of it each; `compressed` begins at byte `firstByte` of the file. */
export async function* stretches(
  compressed: AsyncIterable<Uint8Array>,
  slabs: SlabPool,
  firstByte = 0,
): AsyncGenerator<Stretch> {
  const ahead: Filled[] = [];
  let baseBit = firstByte * 8;
  const next = (isFileEnd: boolean): Stretch => {
    const stretch = {
      baseBit,
      bits: (ahead[0]?.length ?? 0) * 8,
      compressed: ahead.map(({ slab, length }) => ({ buffer: slab.buffer, from: 0, to: length })),
      isFileEnd,
      slabs: ahead.map(({ slab }) => slab),
    };
    for (const slab of stretch.slabs) slab.users++;
    const first = ahead.shift();
    if (first !== undefined) slabs.release(first.slab);
    baseBit += stretch.bits;
    return stretch;
  };
  try {
    for await (const filled of fill(compressed, slabs)) {
      ahead.push(filled);
      if (ahead.length > LOOK_AHEAD_SLABS) yield next(false);
    }
    while (ahead.length > 0) yield next(true);
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
