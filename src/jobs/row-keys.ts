/** Reads the dataset file once for the ids of its rows: what side files are put in order by. */
import type { LineWindow } from '../engine/line-window.js';
import { orderedMap } from '../core/ordered-map.js';
import type { Slice } from '../core/protocol.js';
import { CHUNK_ROWS, makeTable, type RowTable } from '../core/row-table.js';
import type { Slab } from '../bz2/slabs.js';
import type { ResolvedRun } from './run-options.js';
import type { Decoding } from './source-text.js';
import { openWindows, type SourceFiles } from './sources.js';

/** Rows of one task: divides `CHUNK_ROWS`. */
const TASK_ROWS = 1 << 14;

/** The table over all rows of the file, made on the pool's threads. */
export async function readRowTable(
  resolved: ResolvedRun,
  { dataset }: SourceFiles,
  decoding: Decoding,
  stop: AbortSignal,
): Promise<RowTable> {
  const { windows, close } = await openWindows({ ...resolved, writeIndex: false }, { dataset }, decoding);
  const keys: SharedArrayBuffer[] = [];
  let rows = 0;
  try {
    const slices = slicesOf(windows.dataset, TASK_ROWS, stop);
    for await (const lines of orderedMap(slices, resolved.threads + 1, async ({ slice, slabs }, signal) => {
      const chunk = Math.floor(slice.firstLine / CHUNK_ROWS);
      while (keys.length <= chunk) keys.push(new SharedArrayBuffer(CHUNK_ROWS * Float64Array.BYTES_PER_ELEMENT));
      const buffer = keys[chunk];
      if (buffer === undefined) throw new RangeError(`no buffer for row ${slice.firstLine}`);
      const task = { kind: 'keys', slice, keys: buffer, at: slice.firstLine % CHUNK_ROWS } as const;
      await decoding.pool.runRowKeys(task, signal);
      for (const slab of slabs) decoding.slabs.release(slab);
      return slice.lines;
    }))
      rows += lines;
    stop.throwIfAborted();
    const table = makeTable(keys, rows);
    await decoding.pool.runRowKeys({ kind: 'table', table }, stop);
    return table;
  } finally {
    await close();
  }
}

/** All lines of a file, `count` at a time; ends at the signal. */
export async function* slicesOf(
  window: LineWindow,
  count: number,
  stop: AbortSignal,
): AsyncGenerator<{ readonly slice: Slice; readonly slabs: readonly Slab[] }> {
  while (!stop.aborted) {
    const lines = await window.fill(count);
    if (lines === 0) return;
    yield window.take(lines);
  }
}
