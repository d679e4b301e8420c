/** The decoded text of a bz2 file, on all threads of a pool. */
import type { Damage } from '../bz2/chain.js';
import { decodeParallel, type Decoded } from '../bz2/parallel.js';
import { SlabPool } from '../bz2/slabs.js';
import { Pool } from '../engine/pool.js';

/** Stretches under way for each thread; one more keeps a thread busy while the main one takes a reply. */
const STRETCHES_PER_THREAD = 2;

export interface DecodeFileOptions {
  readonly pool: Pool;
  readonly slabs: SlabPool;
  readonly threads: number;
  readonly wantsNewlines: boolean;
  readonly onWarning: (text: string) => void;
  readonly onDamage?: (damage: Damage) => void;
  /** A block to begin at, from an index. */
  readonly start?: { readonly startBit: number; readonly level: number };
}

/** Decodes compressed bytes; `name` is for errors. */
export function decodeBytes(
  compressed: AsyncIterable<Uint8Array>,
  name: string,
  options: DecodeFileOptions,
): AsyncGenerator<Decoded> {
  const { pool, slabs, threads, wantsNewlines, onWarning, onDamage, start } = options;
  return decodeParallel(compressed, {
    file: name,
    slabs,
    wantsNewlines,
    onWarning,
    window: threads * STRETCHES_PER_THREAD + 1,
    decode: (task, signal) => pool.runDecode(task, signal),
    ...(onDamage === undefined ? {} : { onDamage }),
    ...(start === undefined ? {} : { start }),
  });
}

/** What a decoder with threads of its own may be told. */
export type DecodeAloneOptions = Omit<DecodeFileOptions, 'pool' | 'slabs'>;

/** The same on threads of its own, which end with it. What it gives holds good until the next is asked for. */
export async function* decodeAlone(
  compressed: AsyncIterable<Uint8Array>,
  name: string,
  options: DecodeAloneOptions,
): AsyncGenerator<Decoded> {
  const pool = new Pool({ threads: options.threads, tasksPerWorker: 1 });
  const slabs = new SlabPool();
  try {
    for await (const decoded of decodeBytes(compressed, name, { ...options, pool, slabs })) {
      yield decoded;
      for (const { slab } of decoded.pieces) slabs.release(slab);
    }
  } finally {
    await pool.close();
  }
}
