/** The lines of a side file in the order of the dataset rows, out of the runs that `side-order.ts` has made. */
import type { Piece } from '../bz2/piece.js';
import { SLAB_BYTES } from '../bz2/slabs.js';
import { orderedMap } from '../core/ordered-map.js';
import type { Decoding, OpenedText } from './source-text.js';

/** A side file put in order. */
export interface SideOrder {
  readonly folder: string;
  readonly bucketRows: number;
  readonly runs: readonly string[];
  /** Of each bucket over all runs; without the last one, of lines that belong to no row. */
  readonly buckets: readonly { readonly lines: number; readonly bytes: number }[];
  /** Bytes of each run's lines that belong to no row. */
  readonly strays: readonly number[];
}

/** Number of the first line of the bucket that row `row` is in, counted in the ordered text. */
export function lineOfRow({ buckets, bucketRows }: SideOrder, row: number): number {
  return buckets.slice(0, Math.floor(row / bucketRows)).reduce((sum, { lines }) => sum + lines, 0);
}

/** The text from the bucket on that line `line` is in; lines that belong to no row come last, in the order of the file. */
export function openOrdered(order: SideOrder, line: number, threads: number, { pool, slabs }: Decoding): OpenedText {
  let first = 0;
  let firstLine = 0;
  for (const { lines } of order.buckets) {
    if (firstLine + lines > line) break;
    firstLine += lines;
    first++;
  }
  let bytesRead = 0;
  async function* text(): AsyncGenerator<Piece> {
    const inOrder = order.buckets.map(({ bytes }, bucket) => ({ bucket, bytes, files: order.runs }));
    // Run by run, since there is no bound on how many they are.
    const strays = order.runs.map((run, k) => ({
      bucket: order.buckets.length,
      bytes: order.strays[k] ?? 0,
      files: [run],
    }));
    const tasks = [...inOrder.slice(first), ...strays].filter(({ bytes }) => bytes > 0);
    const gathered = orderedMap(tasks, threads + 1, async ({ bucket, bytes, files }, signal) => {
      const taken = Array.from({ length: Math.ceil(bytes / SLAB_BYTES) }, () => slabs.take());
      const { parts } = await pool.runGather({ files, bucket, into: taken.map(({ buffer }) => buffer) }, signal);
      return taken.map((slab, k): Piece => {
        const { length, newlines } = parts[k] ?? { length: 0, newlines: new Uint32Array() };
        return { slab, start: 0, length, newlines };
      });
    });
    for await (const pieces of gathered) {
      for (const piece of pieces) {
        bytesRead += piece.length;
        yield piece;
      }
    }
  }
  return { text: text(), bytesRead: () => bytesRead, firstLine, file: order.folder };
}
