/** Runs the parallel decoder in this thread, without a pool, and keeps all that comes of it. */
import { createBlockDecoder } from '../../src/bz2/block-decoder.js';
import type { Block, Damage } from '../../src/bz2/chain.js';
import { decodeStretch } from '../../src/bz2/decode-stretch.js';
import type { DecodeReply, DecodeTask } from '../../src/bz2/decode-task.js';
import { decodeParallel } from '../../src/bz2/parallel.js';
import { SlabPool } from '../../src/bz2/slabs.js';
import { YfccError } from '../../src/core/errors.js';
import { readBytes } from '../../src/engine/source.js';
import { feed } from '../engine/feed.js';

const decoder = createBlockDecoder();

/** One for all files, since new buffers take longer to get than small files to decode. */
const slabs = new SlabPool();

/** What a thread does with a task. */
export function decodeHere(task: DecodeTask): Promise<DecodeReply> {
  return Promise.resolve(decodeStretch(task, decoder));
}

export interface DecodeAllOptions {
  readonly window?: number;
  readonly skipsDamage?: boolean;
  readonly wantsNewlines?: boolean;
  readonly start?: { readonly startBit: number; readonly level: number };
  readonly decode?: (task: DecodeTask) => Promise<DecodeReply>;
}

export interface AllDecoded {
  /** Decoded text: in front of the error, when there is one. */
  readonly plain: Buffer;
  readonly blocks: readonly Block[];
  /** Offsets in the text, as the pieces say. */
  readonly newlines: readonly number[];
  readonly damages: readonly Damage[];
  readonly warnings: readonly string[];
  readonly error: YfccError | null;
  /** Slabs in use when all is done. */
  readonly live: number;
  /** Most slabs in use when a reply came out. */
  readonly peak: number;
}

/** Decodes a file, given by its path, or in one or more chunks. Throws only what is not an expected failure. */
export async function decodeAll(
  file: string | Uint8Array | Iterable<Uint8Array>,
  { window = 3, skipsDamage = false, wantsNewlines = false, start, decode = decodeHere }: DecodeAllOptions = {},
): Promise<AllDecoded> {
  const before = slabs.live;
  const parts: Buffer[] = [];
  const blocks: Block[] = [];
  const newlines: number[] = [];
  const damages: Damage[] = [];
  const warnings: string[] = [];
  let error: YfccError | null = null;
  let bytes = 0;
  let peak = 0;
  try {
    const chunks = file instanceof Uint8Array ? [file] : file;
    const compressed = typeof chunks === 'string' ? readBytes({ path: chunks }) : feed(chunks);
    for await (const decoded of decodeParallel(compressed, {
      file: 'x.bz2',
      slabs,
      window,
      wantsNewlines,
      decode,
      onWarning: (text) => warnings.push(text),
      ...(skipsDamage ? { onDamage: (damage: Damage) => damages.push(damage) } : {}),
      ...(start === undefined ? {} : { start }),
    })) {
      peak = Math.max(peak, slabs.live - before);
      blocks.push(...decoded.blocks);
      for (const { slab, start: from, length, newlines: offsets } of decoded.pieces) {
        parts.push(Buffer.from(slab.bytes.slice(from, from + length)));
        newlines.push(...Array.from(offsets, (at) => bytes + at));
        bytes += length;
        slabs.release(slab);
      }
    }
  } catch (failure) {
    if (!(failure instanceof YfccError)) throw failure;
    error = failure;
  }
  return { plain: Buffer.concat(parts), blocks, newlines, damages, warnings, error, live: slabs.live - before, peak };
}
