/** The lines of a side file in the order of the dataset rows, out of the runs that `side-order.ts` has made. */
import type { Piece } from '../bz2/piece.js';
import { SLAB_BYTES } from '../bz2/slabs.js';
import { orderedMap } from '../core/ordered-map.js';
import type { RowLines } from '../engine/cut-ordered.js';
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

export interface OrderedText extends OpenedText {
  readonly rowLines: RowLines;
}

/** The text from the bucket on that line `line` is in; lines that belong to no row come last, in the order of the file. */
export function openOrdered(order: SideOrder, line: number, threads: number, { pool, slabs }: Decoding): OrderedText {
  let first = 0;
  let firstLine = 0;
  for (const { lines } of order.buckets) {
    if (firstLine + lines > line) break;
    firstLine += lines;
    first++;
  }
  let bytesRead = 0;
  const rowsOf = new Map<number, Uint32Array>();
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
      const { parts, rows } = await pool.runGather({ files, bucket, into: taken.map(({ buffer }) => buffer) }, signal);
      const pieces = taken.map((slab, k): Piece => {
        const { length, newlines } = parts[k] ?? { length: 0, newlines: new Uint32Array() };
        return { slab, start: 0, length, newlines };
      });
      return { bucket, pieces, rows };
    });
    for await (const { bucket, pieces, rows } of gathered) {
      if (bucket < order.buckets.length) rowsOf.set(bucket, rows);
      for (const piece of pieces) {
        bytesRead += piece.length;
        yield piece;
      }
    }
  }
  return {
    text: text(),
    bytesRead: () => bytesRead,
    firstLine,
    file: order.folder,
    rowLines: rowLinesOf(order, rowsOf),
  };
}

/** Looks rows up in the buckets that have been read; those in front of the one that is asked for are forgotten. */
function rowLinesOf(order: SideOrder, rowsOf: Map<number, Uint32Array>): RowLines {
  return {
    lineOf(row) {
      const bucket = Math.floor(row / order.bucketRows);
      for (const before of rowsOf.keys()) if (before < bucket) rowsOf.delete(before);
      const first = lineOfRow(order, row);
      if (row % order.bucketRows === 0 || (order.buckets[bucket]?.lines ?? 0) === 0) return first;
      const rows = rowsOf.get(bucket);
      return rows === undefined ? null : first + countBelow(rows, row);
    },
  };
}

/** How many of the ascending numbers are below `limit`. */
function countBelow(numbers: Uint32Array, limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
