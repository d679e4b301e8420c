/**
 * Puts a side file that is in another order into that of the dataset file: once, in one pass on all threads, into a folder
 * that later jobs use again.
 *
 * It is an external sort. Each run of `RUN_LINES` lines is sorted by a task of its own and written under its name when it
 * is whole (`order/run-file.ts`); `order.json`, which says that all are there, comes last. So what was killed goes on
 * behind the runs that are there, and half an order is never taken for a whole one.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { YfccError } from '../core/errors.js';
import type { SideSource } from '../core/fields.js';
import { orderedMap } from '../core/ordered-map.js';
import type { RowTable } from '../core/row-table.js';
import { lockOutput } from '../engine/job-lock.js';
import { STORE_NAME } from '../engine/output-folder.js';
import { syncFileSystem } from '../engine/sync.js';
import { asWriteError } from '../engine/write-error.js';
import { readSizes } from '../order/run-file.js';
import { identityOf } from './job-line.js';
import type { SideOrder } from './ordered-text.js';
import type { Reporter } from './reporter.js';
import { slicesOf } from './row-keys.js';
import type { ResolvedRun } from './run-options.js';
import type { Decoding } from './source-text.js';
import { openWindows, type SourceFiles } from './sources.js';

/** Lines of a run, which a thread holds at once, and rows of a bucket: as many of each, so that neither is a large one. */
const RUN_LINES = 1 << 16;
const BUCKET_ROWS = 1 << 16;

const LAYOUT = 1;
const ORDER_NAME = 'order.json';

export interface OrderSideOptions {
  readonly source: SideSource;
  readonly resolved: ResolvedRun;
  readonly files: SourceFiles;
  readonly decoding: Decoding;
  /** Asked for only when there is something to put in order. */
  readonly rowTable: () => Promise<RowTable>;
  readonly reporter: Pick<Reporter, 'note'>;
  readonly stop: AbortSignal;
  /** @default 65536 */
  readonly runLines?: number;
  /** @default 65536 */
  readonly bucketRows?: number;
}

/** The order of the file, made or found; rejects when `stop` is given before it is whole. */
export async function orderSide(options: OrderSideOptions): Promise<SideOrder> {
  const { source, resolved, files, runLines = RUN_LINES, bucketRows = BUCKET_ROWS } = options;
  if (resolved.store === '') {
    throw new YfccError(
      'usage',
      `Expected --store DIR for ${source}, which is in another order than the dataset file: a dry run has no folder of its own to put it in order.`,
      { source },
    );
  }
  const parts = files[source];
  const identity = JSON.stringify({
    layout: LAYOUT,
    dataset: identityOf(files.dataset),
    side: parts === undefined ? null : identityOf(parts),
    maxLineBytes: resolved.maxLineBytes,
    runLines,
    bucketRows,
  });
  // Named by what it is made of: an order is never taken for another one's, nor removed while a job reads it.
  const name = `${source}-${createHash('sha256').update(identity).digest('hex').slice(0, 16)}`;
  const folder = join(resolved.store, name);
  try {
    const there = await readOrder(folder, identity);
    if (there !== null) return there;
    const isBegun = (await mkdir(folder, { recursive: true })) === undefined;
    const lock = await lockOutput(folder);
    try {
      if (resolved.store === join(resolved.out, STORE_NAME)) await dropOthers(resolved.store, source, name);
      return (
        (await readOrder(folder, identity)) ??
        (await makeOrder(folder, identity, isBegun, { ...options, runLines, bucketRows }))
      );
    } finally {
      await lock.release();
    }
  } catch (error) {
    throw asWriteError(error, folder);
  }
}

/** Removes what was put in order for an earlier job of the same output folder, which no other job reads. */
async function dropOthers(store: string, source: SideSource, name: string): Promise<void> {
  const others = (await readdir(store)).filter((other) => other !== name && /^[a-z]+-[0-9a-f]{16}$/.test(other));
  for (const other of others.filter((folder) => folder.startsWith(`${source}-`)))
    await rm(join(store, other), { recursive: true, force: true });
}

/** Null when it is not there, or one of its runs is not there as it was written. */
async function readOrder(folder: string, identity: string): Promise<SideOrder | null> {
  const [first, second] = (await textOf(join(folder, ORDER_NAME))).split('\n');
  if (first !== identity || second === undefined) return null;
  // A parse border: `makeOrder` wrote this line behind the identity that was just compared.
  const order = JSON.parse(second) as Omit<SideOrder, 'folder' | 'runs'>;
  const runs = order.strays.map((_, run) => join(folder, runName(run)));
  const buckets = { bucketRows: order.bucketRows, count: order.buckets.length };
  return runs.every((run) => readSizes(run, buckets) !== null) ? { ...order, folder, runs } : null;
}

async function makeOrder(
  folder: string,
  identity: string,
  isBegun: boolean,
  options: OrderSideOptions & { readonly runLines: number; readonly bucketRows: number },
): Promise<SideOrder> {
  const { source, resolved, files, decoding, reporter, stop, runLines, bucketRows } = options;
  reporter.note?.(
    `${source} is not in the order of the dataset file: indexing ${source} into ${folder}${isBegun ? ', going on with what is there' : ''}.`,
  );
  const table = await options.rowTable();
  const started = performance.now();
  const buckets = { bucketRows, count: Math.ceil(table.rows / bucketRows) };
  const lines = Array.from({ length: buckets.count }, () => 0);
  const bytes = Array.from({ length: buckets.count }, () => 0);
  const strays: number[] = [];
  const sources = { dataset: files.dataset, [source]: files[source] };
  const { windows, close } = await openWindows({ ...resolved, writeIndex: false }, sources, decoding);
  const side = windows[source];
  if (side === null) throw new RangeError(`no file for ${source}`);
  let total = 0;
  try {
    const { maxLineBytes, threads } = resolved;
    const made = orderedMap(slicesOf(side, runLines, stop), threads + 1, async ({ slice, slabs }, signal) => {
      const file = join(folder, runName(slice.firstLine / runLines));
      const task = { slice, table, buckets, maxLineBytes, file, tmpFile: `${file}.tmp` };
      const reply = await decoding.pool.runSideRun(task, signal);
      for (const slab of slabs) decoding.slabs.release(slab);
      if (reply.status === 'failed') throw new YfccError(reply.code, reply.message, { file, source });
      return { sizes: reply.sizes, count: slice.lines };
    });
    for await (const { sizes, count } of made) {
      for (let k = 0; k < buckets.count; k++) {
        lines[k] = (lines[k] ?? 0) + (sizes[k]?.lines ?? 0);
        bytes[k] = (bytes[k] ?? 0) + (sizes[k]?.bytes ?? 0);
      }
      strays.push(sizes[buckets.count]?.bytes ?? 0);
      total += count;
      if (strays.length % NOTE_EVERY_RUNS === 0) reporter.note?.(`indexing ${source}: ${total} lines so far.`);
    }
  } finally {
    await close();
  }
  stop.throwIfAborted();
  if (lines.every((count) => count === 0)) {
    for (const run of strays.keys()) await rm(join(folder, runName(run)), { force: true });
    throw new YfccError(
      'not-aligned',
      `Expected ${source} to have lines of the dataset's rows, but none of its ${total} lines has the id of one of the ${table.rows} rows. Leave this file out, or name the one that belongs to this dataset.`,
      { source },
    );
  }
  const order = { bucketRows, buckets: lines.map((count, k) => ({ lines: count, bytes: bytes[k] ?? 0 })), strays };
  await syncFileSystem(folder);
  await writeFile(join(folder, `${ORDER_NAME}.tmp`), `${identity}\n${JSON.stringify(order)}\n`, { flush: true });
  await rename(join(folder, `${ORDER_NAME}.tmp`), join(folder, ORDER_NAME));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  reporter.note?.(`${total} lines of ${source} are in order now, after ${seconds} s.`);
  return { ...order, folder, runs: strays.map((_, k) => join(folder, runName(k))) };
}

/** Runs between two words on how far it is. */
const NOTE_EVERY_RUNS = 16;

function runName(run: number): string {
  return `${String(run).padStart(5, '0')}.run`;
}

async function textOf(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}
