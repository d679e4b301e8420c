/** Which records' media a job wants, and where they come from. */
import type { DatasetRow } from '../core/dataset.js';
import { COLUMNS, type ColumnName, type PhotoKind } from '../core/fields.js';
import { urlHash } from '../core/hash.js';
import type { JoinedRow } from '../core/join.js';
import { mediaSource, type MediaRecord, type MediaUrl } from '../core/media-source.js';
import { URL_PATH } from '../core/media-url.js';
import type { MediaKinds, MediaSettings } from '../core/protocol.js';

const WANTS: Readonly<Record<Exclude<MediaKinds, 'none'>, readonly string[]>> = {
  photos: ['photo'],
  videos: ['video'],
  all: ['photo', 'video'],
};

/** One file to fetch. It holds nothing of its row, since thousands wait at once. */
export interface WantedMedia {
  readonly photoId: string;
  readonly kind: PhotoKind;
  /** In the order in which they are asked. */
  readonly urls: readonly MediaUrl[];
}

/** What a record's media are: null when the job does not want them. */
export type FindWanted = (row: JoinedRow) => WantedMedia | null;

/** @throws YfccError `usage` when a template in `from` cannot be read */
export function wantedOf({ kinds, from, size }: Pick<MediaSettings, 'kinds' | 'from' | 'size'>): FindWanted {
  const sources = from.map((name) => mediaSource(name, size));
  return ({ dataset }) => {
    if (!WANTS[kinds].includes(dataset.kind)) return null;
    const record = new RowRecord(dataset);
    return { photoId: dataset.photoId, kind: dataset.kind, urls: sources.flatMap((source) => source(record) ?? []) };
  };
}

/** A class: an object with a getter of its own would get a shape of its own, which keeps the row until the next big collection. */
class RowRecord implements MediaRecord {
  readonly kind: PhotoKind;
  readonly url: string;
  readonly #cells: readonly string[];
  #hash: string | null = null;

  constructor({ kind, cells }: DatasetRow) {
    this.kind = kind;
    this.url = cells[COLUMNS.url_get] ?? '';
    this.#cells = cells;
  }

  /**
   * Always that of the URL in the file, before anything is rewritten: a wrong hash in the row must not fetch another
   * photo. Not every source asks for it.
   */
  get hash(): string {
    return (this.#hash ??= urlHash(this.url));
  }

  field(name: string): string | null {
    if (name === 'photo_hash') return this.hash;
    if (name === 'kind') return this.kind;
    if (name === URL_PATH) return pathOf(this.url);
    // An empty cell is none: a URL without a secret would name another file, or none.
    return isColumn(name) ? this.#cells[COLUMNS[name]] || null : null;
  }
}

function isColumn(name: string): name is ColumnName {
  return Object.hasOwn(COLUMNS, name);
}

function pathOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}
