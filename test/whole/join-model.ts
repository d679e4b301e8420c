/** What the join must give, told by a plain map from ids to lines: slow, and plainly right. */
import {
  bySide,
  bySource,
  PART_SOURCES,
  type PartSource,
  type SideSource,
  type Source,
} from '../../src/core/fields.js';
import { COLUMNS } from '../../src/core/fields.js';
import type { FullRecord } from '../../src/core/record.js';
import { rowOf } from '../core/real-rows.js';
import { makeLines, type Lines } from './sources.js';

/** A record's id, and the mark that each of its parts bears; null where there is no part. */
export type Joined = { readonly id: string } & Readonly<Record<PartSource, string | null>>;

/** Lines of each side file that bear a mark of their own, so that a wrong join shows. */
export function markedLines(rows: number): Lines {
  const { dataset } = makeLines(rows);
  const ids = dataset.map((line) => rowOf(line).photoId);
  return {
    dataset,
    autotags: ids.map((id) => `${id}\ta${id}:0.5000`),
    exif: ids.map((id) => `${id}\tA.B:${id}`),
    places: ids.map((id) => `${id}\t${id}:Cork:Town`),
  };
}

/** The mark of each part of a record that the engine wrote. */
export function joinedOf({ photo_id, autotags, exif, places }: FullRecord): Joined {
  return {
    id: photo_id,
    autotags: autotags?.[0]?.concept.slice(1) ?? null,
    exif: exif?.[0]?.value ?? null,
    places: places?.[0]?.woeid ?? null,
  };
}

export interface Expected {
  readonly records: readonly Joined[];
  readonly gaps: Readonly<Record<SideSource, number>>;
  readonly rejects: Readonly<Record<Source, number>>;
}

/** Joins by id; the first of several lines of an id counts, all others are rejects. No dataset line may be doubled. */
export function expectedJoin(lines: Lines): Expected {
  const records = lines.dataset.map((line) => ({ id: line.split('\t')[COLUMNS.photo_id] ?? '' }));
  const found: Record<PartSource, Set<string>> = { autotags: new Set(), exif: new Set(), places: new Set() };
  const gaps = bySide(() => 0);
  const rejects = bySource(() => 0);
  for (const source of PART_SOURCES) {
    for (const line of lines[source]) found[source].add(line.slice(0, line.indexOf('\t')));
    const joined = records.filter(({ id }) => found[source].has(id)).length;
    gaps[source] = records.length - joined;
    rejects[source] = lines[source].length - joined;
  }
  const part = (source: PartSource, id: string): string | null => (found[source].has(id) ? id : null);
  return {
    records: records.map(({ id }) => ({
      id,
      autotags: part('autotags', id),
      exif: part('exif', id),
      places: part('places', id),
    })),
    gaps,
    rejects,
  };
}
