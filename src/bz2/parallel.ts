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
import type { SlabPool } from './slabs.js';
import { StretchSize } from './stretch-size.js';
import { fileStretches } from './file-stretches.js';
import { stretches, type Compressed, type Stretch } from './stretches.js';

export interface ParallelOptions {
  /** Name of the file, for errors. */
  readonly file: string;
  readonly onWarning: (text: string) => void;
  readonly slabs: SlabPool;
  /** Runs a task on some thread. */
  readonly decode: (task: DecodeTask, signal: AbortSignal) => Promise<DecodeReply>;
  /** Stretches under way at once. */
  readonly window: number | (() => number);
  readonly wantsNewlines: boolean;
  /** Text that a task is to give, about; bytes. @default TEXT_BYTES */
  readonly textBytes?: number;
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
export async function* decodeParallel(compressed: Compressed, options: ParallelOptions): AsyncGenerator<Decoded> {
  const { slabs, window, file, onDamage, onWarning, start } = options;
  const chain = new Chain(file, onDamage, start);
  const firstByte = Math.floor((start?.startBit ?? 0) / 8);
  const underWay = new Set<Work>();
  const size = new StretchSize(options.textBytes);
  const byteFile = 'openFile' in compressed ? compressed : null;
  const run = async (stretch: Stretch, begun: Start, signal: AbortSignal): Promise<Attempt> => {
    const attempt = await runTask(stretch, begun, size.slabsFor(stretch.bits / 8), options, signal);
    const { unreadable } = attempt.reply;
    if (unreadable === undefined || byteFile === null) return attempt;
    throw byteFile.refuse(stretch.baseBit / 8 + unreadable.byte, unreadable.reason);
  };
  const cutting = { firstByte, stretchBytes: () => size.bytes };
  const cut = 'openFile' in compressed ? fileStretches(compressed, cutting) : stretches(compressed, slabs, cutting);
  const replies = orderedMap(cut, window, async (stretch, signal) => {
    const work: Work = { stretch, signal, attempt: null };
    underWay.add(work);
    work.attempt = await run(stretch, chain.guess(stretch), signal);
    return work;
  });
  try {
    for await (const work of replies) {
      const { stretch, signal } = work;
      // Every turn takes the chain some bits further, so that the stretch comes to its end.
      while (work.attempt !== null) {
        const { begun, reply, pieces } = work.attempt;
        work.attempt = null;
        if (chain.isWithin(stretch) && chain.fits(stretch, begun, reply)) {
          const blocks = chain.take(stretch, reply);
          size.learn(stretch.bits / 8, bytesOf(blocks));
          yield { blocks, pieces: firstBytes(pieces, bytesOf(blocks), slabs) };
          // Only now, so that what is in front of damage has come out, as with bzip2.
          chain.settle(stretch, reply);
        } else {
          releaseAll(pieces, slabs);
        }
        if (chain.isWithin(stretch)) work.attempt = await run(stretch, chain.start(stretch), signal);
      }
      underWay.delete(work);
      for (const slab of stretch.slabs) slabs.release(slab);
      if (!chain.isAtGarbage) continue;
      onWarning(`${file}: trailing garbage after the end of the bzip2 data ignored`);
      return;
    }
    chain.expectEnd();
  } finally {
    for (const { stretch, attempt } of underWay) {
      for (const slab of stretch.slabs) slabs.release(slab);
      releaseAll(attempt?.pieces ?? [], slabs);
    }
    // No thread reads any more.
    await byteFile?.close();
  }
}

/** A stretch, and the reply for it that has not been looked at yet. */
interface Work {
  readonly stretch: Stretch;
  readonly signal: AbortSignal;
  attempt: Attempt | null;
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
  spares: number,
  { slabs, decode, wantsNewlines }: ParallelOptions,
  signal: AbortSignal,
): Promise<Attempt> {
  const all = Array.from({ length: spares }, () => slabs.take());
  try {
    const spare = all.map(({ buffer }) => buffer);
    const reply = await decode({ compressed, limitBit: bits, isFileEnd, ...begun, spare, wantsNewlines }, signal);
    all.push(...reply.made.map((buffer) => slabs.adopt(buffer)));
    const pieces = reply.parts.map(({ buffer, ...part }): Piece => {
      const slab = all[buffer];
      if (slab === undefined) throw new RangeError(`no buffer ${buffer}`);
      slab.users++;
      return { slab, ...part };
    });
    return { begun, reply, pieces };
  } finally {
    for (const slab of all) slabs.release(slab);
  }
}

function bytesOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { plainBytes }) => sum + plainBytes, 0);
}

/** The pieces of the first `bytes` bytes: of a reply that is taken up to a wrong end of a stream, the rest is let go. */
function firstBytes(pieces: readonly Piece[], bytes: number, slabs: SlabPool): Piece[] {
  const kept: Piece[] = [];
  let left = bytes;
  for (const piece of pieces) {
    if (left >= piece.length) kept.push(piece);
    else if (left > 0) kept.push({ ...piece, length: left, newlines: piece.newlines.filter((at) => at < left) });
    else slabs.release(piece.slab);
    left -= piece.length;
  }
  return kept;
}

function releaseAll(pieces: readonly Piece[], slabs: SlabPool): void {
  for (const { slab } of pieces) slabs.release(slab);
}
