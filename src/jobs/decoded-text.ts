/** The decoded text of a bz2 file, on all threads of a pool. */
import type { Damage } from '../bz2/chain.js';
import type { DecodeReply, DecodeTask } from '../bz2/decode-task.js';
import { decodeParallel, type Decoded } from '../bz2/parallel.js';
import { SlabPool } from '../bz2/slabs.js';
import type { Compressed } from '../bz2/stretches.js';
import { THREAD_BOUNDS } from '../engine/threads.js';
import { checkInteger } from './check-option.js';

/** Stretches under way for each thread, of a file that is decoded alone and of one beside others. */
const ALONE = 2;
const BESIDE = 1;

/** A file up to this size is decoded before a thread has started, which takes 0.1 s. */
const SMALL_FILE_BYTES = 2 << 20;

/** Runs a task on some thread. */
type Decode = (task: DecodeTask, signal: AbortSignal) => Promise<DecodeReply>;

export interface DecodeFileOptions {
  readonly decode: Decode;
  readonly slabs: SlabPool;
  readonly threads: number;
  readonly wantsNewlines: boolean;
  readonly onWarning: (text: string) => void;
  readonly onDamage?: (damage: Damage) => void;
  /** Text that a thread decodes at a time, about; bytes. */
  readonly textBytes?: number;
  /** A block to begin at, from an index. */
  readonly start?: { readonly startBit: number; readonly level: number };
}

/** Decodes compressed bytes beside those of other files, which keep the threads busy, too; `name` is for errors. */
export function decodeBytes(
  compressed: Compressed,
  name: string,
  options: Omit<DecodeFileOptions, 'threads'> & { readonly threads: () => number },
  perThread = BESIDE,
): AsyncGenerator<Decoded> {
  const { threads, ...rest } = options;
  // One more keeps a thread busy while the main one takes a reply.
  return decodeParallel(compressed, { ...rest, file: name, window: () => threads() * perThread + 1 });
}

/** What a decoder with threads of its own may be told. */
export interface DecodeAloneOptions extends Omit<DecodeFileOptions, 'decode' | 'slabs'> {
  /** Of the compressed bytes, where it is known. */
  readonly size?: number;
}

/**
 * The same on threads of its own, which end with it; a small file on the calling one. What it gives holds good until
 * the next is asked for. Throws `usage` for a number of threads that can't be.
 */
export async function* decodeAlone(
  compressed: Compressed,
  name: string,
  { size = Infinity, ...options }: DecodeAloneOptions,
): AsyncGenerator<Decoded> {
  checkInteger('threads', options.threads, THREAD_BOUNDS);
  const { decode, close } = size <= SMALL_FILE_BYTES ? await decodeHere() : await decodeOnThreads(options.threads);
  const slabs = new SlabPool();
  try {
    for await (const decoded of decodeBytes(
      compressed,
      name,
      { ...options, threads: () => options.threads, decode, slabs },
      ALONE,
    )) {
      yield decoded;
      for (const { slab } of decoded.pieces) slabs.release(slab);
    }
  } finally {
    await close();
  }
}

interface OpenedDecoder {
  readonly decode: Decode;
  readonly close: () => Promise<void>;
}

// Both load what they need, since the time to load it is what a small file's time is made of.

async function decodeOnThreads(threads: number): Promise<OpenedDecoder> {
  const { Pool } = await import('../engine/pool.js');
  const pool = new Pool({ threads, tasksPerWorker: 1 });
  return { decode: (task, signal) => pool.runDecode(task, signal), close: () => pool.close() };
}

async function decodeHere(): Promise<OpenedDecoder> {
  const { createBlockDecoder } = await import('../bz2/block-decoder.js');
  const { decodeStretch } = await import('../bz2/decode-stretch.js');
  const decoder = createBlockDecoder();
  return { decode: (task) => Promise.resolve(decodeStretch(task, decoder)), close: () => Promise.resolve() };
}
