/** `yfcc cat`: the decoded bytes of a bz2 file, on all threads. */
import type { Damage } from '../bz2/chain.js';
import { defaultThreads } from '../engine/threads.js';
import { decodeAlone } from './decoded-text.js';
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
  const begun = await startOfLine(source, range.from);
  const cutter = new LineCutter(range, begun.firstLine);
  const decoded = decodeAlone(begun.compressed, begun.name, {
    threads,
    wantsNewlines,
    onWarning,
    ...(onDamage === undefined ? {} : { onDamage }),
    ...(begun.size === null ? {} : { size: begun.size }),
    ...(begun.start === null ? {} : { start: begun.start }),
  });
  for await (const { pieces } of decoded) {
    const parts = pieces.map((piece) => {
      const bytes = piece.slab.bytes.subarray(piece.start, piece.start + piece.length);
      return wantsNewlines ? cutter.cut(bytes, piece.newlines) : bytes;
    });
    const isWanted = await write(parts.filter(({ length }) => length > 0));
    if (!isWanted || cutter.isDone) return;
  }
}
