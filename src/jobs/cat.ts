/** `yfcc cat`: the decoded bytes of files, bz2 on all threads. */
import type { Damage } from '../bz2/chain.js';
import { newlinesOf } from '../bz2/piece.js';
import { sizeOf } from '../engine/source.js';
import { defaultThreads } from '../engine/threads.js';
import { openCatInput, type CatInput, type CatSource } from './cat-input.js';
import { decodeAlone } from './decoded-text.js';
import { LineCutter } from './line-cutter.js';
import { parseLineRange } from './line-range.js';

export interface CatOptions {
  /** @default the number of cores */
  readonly threads?: number;
  /** Only lines `A..B` of all the text, from 0, B not included. @default '..' */
  readonly lines?: string;
  readonly onWarning: (text: string) => void;
  /** Told of each damaged place of a bz2 file, which is then skipped; without it damage is an error. */
  readonly onDamage?: (damage: Damage, file: string) => void;
  /** Gets the decoded bytes in order; they hold good until the promise is fulfilled. False: no more is wanted. */
  readonly write: (parts: readonly Uint8Array[]) => Promise<boolean>;
}

type Decoding = Required<Pick<CatOptions, 'threads' | 'onWarning'>> &
  Pick<CatOptions, 'onDamage'> & { readonly wantsNewlines: boolean };

/** Text, and where in it the newlines are; none are told of where none are wanted. */
interface Part {
  readonly bytes: Uint8Array;
  readonly newlines: Uint32Array;
}

const NO_NEWLINES = new Uint32Array(0);

/**
 * Writes the decoded bytes of `sources`, one behind the other. Throws `bad-bz2` for what `bzip2 -dc` refuses, and
 * `bad-input` for what `gzip -dc` does, when what is in front of it is written.
 */
export async function cat(sources: readonly CatSource[], options: CatOptions): Promise<void> {
  const { threads = defaultThreads(), lines = '..', write, ...rest } = options;
  const range = parseLineRange(lines);
  const cutter = new LineCutter(range);
  const decoding = { ...rest, threads, wantsNewlines: range.from > 0 || range.to < Infinity };
  // A name that is wrong is told before hours of others are written.
  for (const source of sources) if ('path' in source) await sizeOf(source.path);
  const stop = new AbortController();
  try {
    for (const source of sources) {
      const input = await openCatInput(source, cutter.ahead, stop.signal);
      cutter.pass(input.firstLine);
      for await (const parts of textOf(input, decoding)) {
        const wanted = parts.map(({ bytes, newlines }) =>
          decoding.wantsNewlines ? cutter.cut(bytes, newlines) : bytes,
        );
        const isWanted = await write(wanted.filter(({ length }) => length > 0));
        if (!isWanted || cutter.isDone) return;
      }
    }
  } finally {
    stop.abort();
  }
}

/** Holds good until the next is asked for. */
async function* textOf(input: CatInput, decoding: Decoding): AsyncGenerator<readonly Part[]> {
  const { name, form, compressed, size, start } = input;
  const { onDamage, ...rest } = decoding;
  if (form === 'gz') {
    for await (const bytes of unpacked(input)) {
      yield [{ bytes, newlines: decoding.wantsNewlines ? newlinesOf(bytes) : NO_NEWLINES }];
    }
    return;
  }
  const decoded = decodeAlone(compressed, name, {
    ...rest,
    ...(onDamage === undefined ? {} : { onDamage: (damage) => onDamage(damage, name) }),
    ...(size === null ? {} : { size }),
    ...(start === null ? {} : { start }),
  });
  for await (const { pieces } of decoded) {
    yield pieces.map(({ slab, start: from, length, newlines }) => ({
      bytes: slab.bytes.subarray(from, from + length),
      newlines,
    }));
  }
}

/** The text of a gzip file, of the one file in it when it is an archive: both are loaded when they are needed. */
async function* unpacked({ chunks, name }: CatInput): AsyncGenerator<Uint8Array> {
  const [{ gunzip }, { untar }] = await Promise.all([import('../engine/gunzip.js'), import('../engine/untar.js')]);
  yield* untar(gunzip(chunks(), name), name);
}
