/** Cuts files of lines into shards, and joins them: what the tests of align and of cut compare with a plain join. */
import * as fc from 'fast-check';
import { bySide, bySource, SIDE_SOURCES, SOURCES, type SideSource } from '../../src/core/fields.js';
import { align, type AlignedShard, type AlignOptions, type Windows } from '../../src/engine/align.js';
import { collect } from '../core/collect.js';
import { datasetLine, joinSlices, sliceOf } from '../core/hand-made.js';
import { windowOf } from './feed.js';

/** The lines of each file, without their ends. */
export type Files = { readonly dataset: readonly string[] } & Readonly<Partial<Record<SideSource, readonly string[]>>>;

/** All shards of files. */
export async function shardsOf(files: Files, options: Partial<AlignOptions> = {}): Promise<AlignedShard[]> {
  const side = (source: SideSource) => (files[source] === undefined ? null : windowOf(files[source]));
  const windows: Windows = {
    dataset: windowOf(files.dataset),
    autotags: side('autotags'),
    exif: side('exif'),
    places: side('places'),
    hash: side('hash'),
  };
  const all = {
    shardRows: 4,
    from: 0,
    to: Infinity,
    lookAhead: 1000,
    resume: null,
    stop: new AbortController().signal,
    ...options,
  };
  try {
    return await collect(align(windows, all));
  } finally {
    for (const source of SOURCES) await windows[source]?.close();
  }
}

/** What joins come to: the rows with their lines, where the rejects stand, and how many gaps there are. */
export interface Joined {
  readonly rows: readonly string[];
  readonly rejects: readonly string[];
  readonly gaps: Readonly<Record<SideSource, number>>;
}

/** Joins each shard by itself and adds up. */
export function joinShards(shards: readonly AlignedShard[]): Joined {
  const gaps = bySide(() => 0);
  const rows: string[] = [];
  const rejects: string[] = [];
  for (const { slices } of shards) {
    const joined = joinSlices(slices);
    for (const { dataset, lines } of joined.rows) rows.push(JSON.stringify([dataset.photoId, lines]));
    for (const { source, line } of joined.tally.rejects) rejects.push(`${source} ${line}`);
    for (const source of SIDE_SOURCES) gaps[source] += joined.tally.gaps[source];
  }
  return { rows, rejects: rejects.toSorted(), gaps };
}

/** Joins the files as if they were one shard. */
export function joinWhole(files: Files): Joined {
  const side = (source: SideSource) => (files[source] === undefined ? null : sliceOf(files[source]));
  const slices = {
    dataset: sliceOf(files.dataset),
    autotags: side('autotags'),
    exif: side('exif'),
    places: side('places'),
    hash: side('hash'),
  };
  const cursors = bySource(() => 0);
  return joinShards([{ shard: 0, slices, cursors, isLast: true, lost: [], unread: [], slabs: [] }]);
}

/** `1000`, `1001`, ...: ids in the order of the files. */
export const idOf = (row: number): string => String(1000 + row);

/** Rows `from` (included) to `to` (not included) of a dataset file. */
export function rowsOf(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, k) => datasetLine(idOf(from + k)));
}

/** The side lines of these rows. */
export function linesOf(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, k) => `${idOf(from + k)}\titem ${from + k}`);
}

/** Lines of no row. */
export function strayLines(count: number): string[] {
  return Array.from({ length: count }, (_, k) => `${90_000 + k}\tstray`);
}

/** What happens to one line: it stays, is missing, comes with a second one of its id, or behind one that does not belong. */
const EDITS = {
  keep: (line: string) => [line],
  drop: () => [],
  twice: (line: string) => [line, `${line} again`],
  stray: (line: string) => [`9${line}`, line],
  junk: (line: string) => ['no line at all', line],
} as const satisfies Record<string, (line: string) => string[]>;

export type Edit = keyof typeof EDITS;

/** Edits in runs, mostly `keep`; `kinds` are those that occur besides. */
export function edits(...kinds: readonly Edit[]): fc.Arbitrary<readonly Edit[]> {
  const other = fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 12 }));
  const keep = fc.tuple(fc.constant<Edit>('keep'), fc.integer({ min: 1, max: 20 }));
  return fc
    .array(fc.oneof(keep, other), { maxLength: 12 })
    .map((runs) => runs.flatMap(([edit, times]) => Array.from({ length: times }, () => edit)));
}

/** The lines with what happened to them; what lies beyond `what` stays. */
export function edited(lines: readonly string[], what: readonly Edit[]): string[] {
  return lines.flatMap((line, k) => EDITS[what[k] ?? 'keep'](line));
}

/** The dataset rows with what happened to them; a stray row is one of an id that no file has. */
export function editedRows(count: number, what: readonly Edit[]): string[] {
  return Array.from({ length: count }, (_, row) => {
    const line = datasetLine(idOf(row));
    if (what[row] === 'stray') return [datasetLine(`8${idOf(row)}`), line];
    // A row that is broken, but not so that its id could not be told.
    if (what[row] === 'twice') return [`${line}\textra`];
    return EDITS[what[row] ?? 'keep'](line);
  }).flat();
}
