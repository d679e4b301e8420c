/** Which records' media a job wants, and where they come from. */
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
    const { photoId, kind, cells } = dataset;
    if (!WANTS[kinds].includes(kind)) return null;
    const url = cells[COLUMNS.url_get] ?? '';
    let hash: string | null = null;
    const record: MediaRecord = {
      kind,
      url,
      // Always that of the URL in the file, before anything is rewritten: a wrong hash in the row must not fetch another
      // photo. Not every source asks for it.
      get hash() {
        return (hash ??= urlHash(url));
      },
      field(name) {
        if (name === 'photo_hash') return record.hash;
        if (name === 'kind') return kind;
        if (name === URL_PATH) return pathOf(url);
        // An empty cell is none: a URL without a secret would name another file, or none.
        return isColumn(name) ? cells[COLUMNS[name]] || null : null;
      },
    };
    return { photoId, kind, urls: sources.flatMap((source) => source(record) ?? []) };
  };
}

function isColumn(name: string): name is ColumnName {
  return Object.hasOwn(COLUMNS, name);
}

function pathOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}
