/**
 * Decodes a bzip2 file on many threads, in order.
 *
 * bzip2 blocks are independent, but nothing in the file says where they are: each begins at any bit, with a magic number
 * of 48 bits that can also occur by chance. So the file is cut at fixed places. A thread takes a stretch, looks for the
 * first magic number in it, and decodes from block to block until one begins behind the stretch. Here the replies are
 * put in order, and each must begin at the very bit where the one before it ended; one that does not, since its thread
 * was misled by a number that is none, is thrown away, and the stretch is decoded again from the exact bit. What comes
 * out is therefore what a decoder that reads from the beginning gives, whatever the bytes are.
 */
import { orderedMap } from '../core/ordered-map.js';
import { Chain, type Block, type Damage, type Start } from './chain.js';
import type { DecodeReply, DecodeTask } from './decode-task.js';
import type { Piece } from './piece.js';
import type { Slab, SlabPool } from './slabs.js';
import { stretches, type Stretch } from './stretches.js';

/** Buffers for the text of one stretch: enough for text that is compressed to an eighth; a thread makes what lacks. */
const SPARE_SLABS = 8;

export interface ParallelOptions {
  /** Name of the file, for errors. */
  readonly file: string;
  readonly onWarning: (text: string) => void;
  readonly slabs: SlabPool;
  /** Runs a task on some thread. */
  readonly decode: (task: DecodeTask, signal: AbortSignal) => Promise<DecodeReply>;
  /** Stretches under way at once. */
  readonly window: number;
  readonly wantsNewlines: boolean;
  /** A block to begin at: `compressed` then begins at the byte that its first bit is in. Without it: the file's beginning. */
  readonly start?: { readonly startBit: number; readonly level: number };
  /** Told of each damaged place; the text around it is kept. Without it damage is an error. */
  readonly onDamage?: (damage: Damage) => void;
}

/** Decoded text, each piece with one user (the taker), and the blocks that it is of. */
export interface Decoded {
  readonly pieces: readonly Piece[];
  readonly blocks: readonly Block[];
}

/** The decoded text of a whole file. Throws `bad-bz2`, with the bit, for what `bzip2 -dc` refuses. */
export async function* decodeParallel(
  compressed: AsyncIterable<Uint8Array>,
  options: ParallelOptions,
): AsyncGenerator<Decoded> {
  const { slabs, window, file, onDamage, onWarning, start } = options;
  const chain = new Chain(file, onDamage, start);
  const firstByte = Math.floor((start?.startBit ?? 0) / 8);
  const replies = orderedMap(stretches(compressed, slabs, firstByte), window, async (stretch, signal) => {
    const attempt = await runTask(stretch, chain.guess(stretch), options, signal);
    return { stretch, attempt, signal };
  });
  for await (const { stretch, attempt: first, signal } of replies) {
    // Every turn takes the chain some bits further, so that the stretch comes to its end.
    for (let attempt: Attempt | null = first; attempt !== null;) {
      const { begun, reply, pieces } = attempt;
      if (chain.isWithin(stretch) && chain.fits(stretch, begun, reply)) {
        yield { blocks: chain.take(stretch, reply), pieces };
        // Only now, so that what is in front of damage has come out, as with bzip2.
        chain.settle(stretch, reply);
      } else {
        for (const { slab } of pieces) slabs.release(slab);
      }
      attempt = chain.isWithin(stretch) ? await runTask(stretch, chain.start(stretch), options, signal) : null;
    }
    for (const slab of stretch.slabs) slabs.release(slab);
    if (!chain.isAtGarbage) continue;
    onWarning(`${file}: trailing garbage after the end of the bzip2 data ignored`);
    return;
  }
  chain.expectEnd();
}

/** A task's reply, with its text as pieces. */
interface Attempt {
  readonly begun: Start;
  readonly reply: DecodeReply;
  readonly pieces: readonly Piece[];
}

async function runTask(
  { compressed, bits, isFileEnd }: Stretch,
  begun: Start,
  { slabs, decode, wantsNewlines }: ParallelOptions,
  signal: AbortSignal,
): Promise<Attempt> {
  const spare = Array.from({ length: SPARE_SLABS }, () => slabs.take());
  const task = {
    compressed,
    limitBit: bits,
    isFileEnd,
    ...begun,
    spare: spare.map(({ buffer }) => buffer),
    wantsNewlines,
  };
  const reply = await decode(task, signal);
  const all: Slab[] = [...spare, ...reply.made.map((buffer) => slabs.adopt(buffer))];
  const pieces = reply.parts.map(({ buffer, ...part }): Piece => {
    const slab = all[buffer];
    if (slab === undefined) throw new RangeError(`no buffer ${buffer}`);
    slab.users++;
    return { slab, ...part };
  });
  for (const slab of all) slabs.release(slab);
  return { begun, reply, pieces };
}
