/** `yfcc cat`: the decoded bytes of a bz2 file, on all threads. */
import type { Damage } from '../bz2/chain.js';
import { SlabPool } from '../bz2/slabs.js';
import { Pool } from '../engine/pool.js';
import { defaultThreads } from '../engine/threads.js';
import { decodeBytes } from './decoded-text.js';
import { startOfLine } from './index-file.js';
import { LineCutter } from './line-cutter.js';
import { parseLineRange } from './line-range.js';

export interface CatOptions {
  /** @default the number of cores */
  readonly threads?: number;
  /** Only lines `A..B`, from 0, B not included. @default '..' */
  readonly lines?: string;
  readonly onWarning: (text: string) => void;
  /** Told of each damaged place, which is then skipped; without it damage is an error. */
  readonly onDamage?: (damage: Damage) => void;
  /** Gets the decoded bytes in order; they hold good until the promise is fulfilled. False: no more is wanted. */
  readonly write: (parts: readonly Uint8Array[]) => Promise<boolean>;
}

/** Where the compressed bytes come from: a file by its path, or a stream. */
export type CatSource =
  | { readonly path: string }
  | { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> };

/** Writes the decoded bytes of `source`. Throws `bad-bz2` for what `bzip2 -dc` refuses, when what is in front of it is written. */
export async function cat(source: CatSource, options: CatOptions): Promise<void> {
  const { threads = defaultThreads(), lines = '..', onWarning, onDamage, write } = options;
  const range = parseLineRange(lines);
  const wantsNewlines = range.from > 0 || range.to < Infinity;
  const pool = new Pool({ threads, tasksPerWorker: 1 });
  const slabs = new SlabPool();
  try {
    const begun = await startOfLine(source, range.from);
    const cutter = new LineCutter(range, begun.firstLine);
    const decoded = decodeBytes(begun.compressed, begun.name, {
      pool,
      slabs,
      threads,
      wantsNewlines,
      onWarning,
      ...(onDamage === undefined ? {} : { onDamage }),
      ...(begun.start === null ? {} : { start: begun.start }),
    });
    for await (const { pieces } of decoded) {
      const parts = pieces.map((piece) => {
        const bytes = piece.slab.bytes.subarray(piece.start, piece.start + piece.length);
        return wantsNewlines ? cutter.cut(bytes, piece.newlines) : bytes;
      });
      const isWanted = await write(parts.filter(({ length }) => length > 0));
      for (const { slab } of pieces) slabs.release(slab);
      if (!isWanted || cutter.isDone) return;
    }
  } finally {
    await pool.close();
  }
}
