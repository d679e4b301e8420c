/**
 * Joins the lines of one shard by photo id.
 *
 * The files are row-aligned, so each side file is read in lockstep with the dataset rows. At its first line that does
 * not fit, the rest of its slice is looked up by id instead. A record's parts therefore always bear its id; a row whose
 * line is missing has a null part, and a line without a row is a reject.
 */
import { datasetId, parseDatasetRow, withHash, type DatasetRow } from './dataset.js';
import { bySide, SIDE_SOURCES, type PartSource, type SideSource, type Source } from './fields.js';
import { reject, type Reject } from './reject.js';
import { parseSideLine } from './side.js';
import type { SliceLines } from './slice-lines.js';

const OVERLONG = 'Expected the line to be within --max-line-bytes, got a longer one.';
const SET_ASIDE = 'Expected this row to become a record, but worker threads died at it, and so it was set aside.';

/** A dataset row with the side lines of its id. */
export interface JoinedRow {
  /** Its place in the shard, from 0. */
  readonly index: number;
  readonly dataset: DatasetRow;
  /** The side line, whole; null where there is none. */
  readonly lines: Readonly<Record<SideSource, string | null>>;
  /** Its items; null where there is no line. */
  readonly items: Readonly<Record<PartSource, string | null>>;
}

/** Counted while joining. */
export interface JoinTally {
  readonly gaps: Record<SideSource, number>;
  readonly rejects: Reject[];
}

export type ShardLines = { readonly dataset: SliceLines } & Readonly<Record<SideSource, SliceLines | null>>;

export interface JoinControl {
  /** Dataset rows, by their place in the shard, that are rejected unread. @default none */
  readonly setAside?: ReadonlySet<number>;
  /** Told of each dataset row before anything is done to it. */
  readonly onRow?: (index: number) => void;
}

/** Yields the joined rows in the order of the dataset file; `tally` is whole once the last one has been taken. */
export function* join(
  lines: ShardLines,
  tally: JoinTally,
  { setAside = new Set(), onRow }: JoinControl = {},
): Generator<JoinedRow> {
  const sides = bySide((source) => lines[source] && new SideReader(source, lines[source], tally));
  const { dataset } = lines;
  const seen = new Set<string>();
  for (let index = 0; index < dataset.count; index++) {
    onRow?.(index);
    const text = dataset.text(index);
    const reason = dataset.isOverlong(index) ? OVERLONG : setAside.has(index) ? SET_ASIDE : null;
    const parsed = reason === null ? parseDatasetRow(text) : ({ ok: false, reason, photoId: datasetId(text) } as const);
    if (!parsed.ok) {
      tally.rejects.push(reject('dataset', dataset.firstLine + index, parsed.photoId, parsed.reason, text));
      // The side lines of a rejected row go with it: they are not strays.
      if (parsed.photoId !== null) for (const source of SIDE_SOURCES) sides[source]?.take(parsed.photoId);
      continue;
    }
    const { row } = parsed;
    if (seen.has(row.photoId)) {
      const reason = 'Expected one row with this id, got another before it.';
      tally.rejects.push(reject('dataset', dataset.firstLine + index, row.photoId, reason, text));
      continue;
    }
    seen.add(row.photoId);
    const found = bySide((source) => sides[source]?.take(row.photoId) ?? null);
    for (const source of SIDE_SOURCES) if (sides[source] !== null && found[source] === null) tally.gaps[source]++;
    yield {
      index,
      dataset: found.hash === null ? row : withHash(row, found.hash.items),
      lines: bySide((source) => found[source]?.text ?? null),
      items: {
        autotags: found.autotags?.items ?? null,
        exif: found.exif?.items ?? null,
        places: found.places?.items ?? null,
      },
    };
  }
  for (const source of SIDE_SOURCES) sides[source]?.rejectRest();
}

interface SideLine {
  readonly text: string;
  readonly items: string;
}

/** One side file's lines, taken by id. */
class SideReader {
  readonly #source: Source;
  readonly #lines: SliceLines;
  readonly #tally: JoinTally;
  #next = 0;
  /** From the first line on that did not fit: where each id not yet taken stands. */
  #byId: Map<string, number> | null = null;

  constructor(source: SideSource, lines: SliceLines, tally: JoinTally) {
    this.#source = source;
    this.#lines = lines;
    this.#tally = tally;
  }

  take(photoId: string): SideLine | null {
    while (this.#byId === null && this.#next < this.#lines.count) {
      const line = this.#read(this.#next);
      if (line !== null && line.photoId !== photoId) {
        this.#byId = this.#mapRest();
        break;
      }
      this.#next++;
      if (line !== null) return line;
    }
    const index = this.#byId?.get(photoId);
    if (index === undefined) return null;
    this.#byId?.delete(photoId);
    const text = this.#lines.text(index);
    return { text, items: text.slice(text.indexOf('\t') + 1) };
  }

  /** Rejects what no row has taken. */
  rejectRest(): void {
    this.#byId ??= this.#mapRest();
    for (const [photoId, index] of this.#byId)
      this.#reject(index, photoId, 'Expected a dataset row with this id, got none.');
  }

  /** The ids of all lines from `#next` on; bad lines and repeated ids are rejected. */
  #mapRest(): Map<string, number> {
    const byId = new Map<string, number>();
    for (let index = this.#next; index < this.#lines.count; index++) {
      const photoId = this.#read(index)?.photoId;
      if (photoId === undefined) continue;
      if (byId.has(photoId)) this.#reject(index, photoId, 'Expected one line with this id, got another before it.');
      else byId.set(photoId, index);
    }
    return byId;
  }

  /** The line's id and items; null, and a reject, when it has none. */
  #read(index: number): (SideLine & { readonly photoId: string }) | null {
    const text = this.#lines.text(index);
    const parsed = parseSideLine(text);
    if (!parsed.ok) {
      this.#reject(index, null, parsed.reason);
      return null;
    }
    if (this.#lines.isOverlong(index)) {
      this.#reject(index, parsed.photoId, OVERLONG);
      return null;
    }
    return { text, photoId: parsed.photoId, items: parsed.items };
  }

  #reject(index: number, photoId: string | null, reason: string): void {
    this.#tally.rejects.push(
      reject(this.#source, this.#lines.firstLine + index, photoId, reason, this.#lines.text(index)),
    );
  }
}
