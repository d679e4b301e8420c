/** The decoded text of a bz2 file, on all threads of a pool. */
import type { Damage } from '../bz2/chain.js';
import { decodeParallel, type Decoded } from '../bz2/parallel.js';
import type { SlabPool } from '../bz2/slabs.js';
import type { Pool } from '../engine/pool.js';

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
