/**
 * Cuts the sources into shards: N dataset lines, and of each other file the lines that belong to them.
 *
 * The files are meant to be row-aligned, so the usual cut is N lines of each, confirmed by one comparison of ids at the
 * shard's end. Where rows are missing or extra, the cut moves to where the ids meet again (`cut.ts`). So nothing here
 * costs per row, a shard never depends on another one, and a gap never shifts what comes after it. Inside a shard the
 * worker joins by id.
 */
import { bySide, bySource, SIDE_SOURCES, SOURCES, type SideSource, type Source } from '../core/fields.js';
import type { Slice } from '../core/protocol.js';
import { findCut, type SideCut } from './cut.js';
import { cutOrdered, type RowLines } from './cut-ordered.js';
import { YfccError } from '../core/errors.js';
import type { HeldSlice, LineWindow } from './line-window.js';
import type { Slab } from '../bz2/slabs.js';

/** Lines skipped between two looks at the signal. */
const SKIP_LINES = 10_000;

export type Windows = { readonly dataset: LineWindow } & Readonly<Record<SideSource, LineWindow | null>>;

/** For each source the number of its first line that has not been cut yet: where to start again. */
export type Cursors = Readonly<Record<Source, number>>;

/** Where a job begins that no other has begun. */
export const FIRST_LINES: Cursors = bySource(() => 0);

export type OrderedSides = Readonly<Partial<Record<SideSource, RowLines>>>;

export interface AlignOptions {
  readonly shardRows: number;
  /** Rows of the dataset file to cut, from 0, half open; `to` may be Infinity. */
  readonly from: number;
  readonly to: number;
  /** Lines in front of the range where the windows can begin: what lies before them is skipped by counting. @default 0 */
  readonly near?: Cursors;
  /** Sources that were put in order: where a row's lines begin is known, and not looked for. */
  readonly ordered?: OrderedSides;
  /** How many lines away a lost row is looked for. */
  readonly lookAhead: number;
  /** Number of the first shard to give, and where it starts; null: from the beginning. */
  readonly resume: { readonly shard: number; readonly cursors: Cursors } | null;
  /** Ends the generator, between two shards or two steps of what is skipped. */
  readonly stop: AbortSignal;
}

export interface AlignedShard {
  readonly shard: number;
  readonly slices: { readonly dataset: Slice } & Readonly<Record<SideSource, Slice | null>>;
  /** Where the next shard starts. */
  readonly cursors: Cursors;
  readonly isLast: boolean;
  /** Sources that lost the dataset rows within the look-ahead and are held until they meet again. */
  readonly lost: readonly SideSource[];
  /** Sources with more lines behind the dataset's last row than the look-ahead: those beyond it are not read. */
  readonly unread: readonly SideSource[];
  /** To be released when the shard is done. */
  readonly slabs: readonly Slab[];
}

/** Yields the shards in order; nothing at all when there is no row in the range. */
export async function* align(windows: Windows, options: AlignOptions): AsyncGenerator<AlignedShard> {
  const { shardRows, to, lookAhead, resume, stop } = options;
  let shard = resume?.shard ?? 0;
  const near = options.near ?? FIRST_LINES;
  const ordered = options.ordered ?? {};
  await skipTo(windows, resume?.cursors ?? near, stop);
  if (resume === null) {
    // What lies before the range is cut into strides like shards, so that gaps in it do not shift the first shard.
    for (let at = near.dataset; at < options.from && !stop.aborted;) {
      const rows = await windows.dataset.fill(Math.min(shardRows, options.from - at));
      const cuts = await cutSides(windows, rows, lookAhead, ordered);
      await windows.dataset.skip(rows);
      for (const source of SIDE_SOURCES) await windows[source]?.skip(cuts[source]?.lines ?? 0);
      if (rows === 0) return;
      at += rows;
    }
  }
  while (!stop.aborted) {
    const rows = await windows.dataset.fill(Math.min(shardRows, to - windows.dataset.headLine));
    if (rows === 0) return;
    const cuts = await cutSides(windows, rows, lookAhead, ordered);
    const isLast = windows.dataset.headLine + rows >= to || (await windows.dataset.fill(rows + 1)) === rows;
    yield cutShard(windows, { shard, rows, cuts, isLast });
    if (isLast) return;
    shard++;
  }
}

/** Takes each window to a line, with a look at the signal now and then. */
async function skipTo(windows: Windows, cursors: Cursors, stop: AbortSignal): Promise<void> {
  for (const source of SOURCES) {
    const window = windows[source];
    const line = cursors[source];
    if (window === null) continue;
    while (window.headLine < line && !stop.aborted) {
      if ((await window.skip(Math.min(SKIP_LINES, line - window.headLine))) === 0) break;
    }
  }
}

type SideCuts = Readonly<Record<SideSource, SideCut | null>>;

async function cutSides(windows: Windows, rows: number, lookAhead: number, ordered: OrderedSides): Promise<SideCuts> {
  const cuts = bySide<SideCut | null>(() => null);
  for (const source of SIDE_SOURCES) {
    const window = windows[source];
    if (window === null) continue;
    const rowLines = ordered[source];
    if (rowLines !== undefined) {
      cuts[source] = await cutOrdered(windows.dataset, window, rows, lookAhead, rowLines);
      continue;
    }
    const cut = await findCut(windows.dataset, window, rows, lookAhead);
    if (!cut.isRelated && window.headLine === 0 && windows.dataset.headLine === 0) {
      throw new YfccError(
        'not-aligned',
        `Expected ${source} to be in the order of the dataset file, but hardly any of its first ${window.available} lines has the id of one of the first ${windows.dataset.available} rows. Leave this file out, or raise --look-ahead if its beginning is missing.`,
        { source, line: 0 },
      );
    }
    cuts[source] = cut;
  }
  return cuts;
}

interface Cut {
  readonly shard: number;
  readonly rows: number;
  readonly cuts: SideCuts;
  readonly isLast: boolean;
}

function cutShard(windows: Windows, { shard, rows, cuts, isLast }: Cut): AlignedShard {
  const slabs: Slab[] = [];
  const take = (window: LineWindow, lines: number): Slice => {
    const held: HeldSlice = window.take(lines);
    slabs.push(...held.slabs);
    return held.slice;
  };
  const dataset = take(windows.dataset, rows);
  const sides = bySide((source) => {
    const window = windows[source];
    return window === null ? null : take(window, cuts[source]?.lines ?? 0);
  });
  const slices = { dataset, ...sides };
  const cursors = bySource((source) => windows[source]?.headLine ?? 0);
  const lost = SIDE_SOURCES.filter((source) => (cuts[source]?.sync ?? 'kept') !== 'kept');
  const unread = SIDE_SOURCES.filter((source) => cuts[source]?.isUnread ?? false);
  return { shard, slices, cursors, isLast, lost, unread, slabs };
}
