/** Which records' media a job wants, and where they come from. */
import { COLUMNS, type ColumnName } from '../core/fields.js';
import { urlHash } from '../core/hash.js';
import type { JoinedRow } from '../core/join.js';
import { URL_PATH } from '../core/media-url.js';
import type { MediaKinds } from '../core/protocol.js';
import type { WantedMedia } from './fetcher.js';

const WANTS: Readonly<Record<Exclude<MediaKinds, 'none'>, readonly string[]>> = {
  photos: ['photo'],
  videos: ['video'],
  all: ['photo', 'video'],
};

/** The request for a record's media; null when the job does not want it. */
export function wantedMedia({ dataset }: JoinedRow, kinds: Exclude<MediaKinds, 'none'>): WantedMedia | null {
  if (!WANTS[kinds].includes(dataset.kind)) return null;
  const url = dataset.cells[COLUMNS.url_get] ?? '';
  // Always that of the URL in the file, before anything is rewritten: a wrong hash in the row must not fetch another photo.
  const hash = urlHash(url);
  const field = (name: string): string | null => {
    if (name === 'photo_hash') return hash;
    if (name === 'kind') return dataset.kind;
    if (name === URL_PATH) return pathOf(url);
    // An empty cell is none: a URL without a secret would name another file, or none.
    return isColumn(name) ? dataset.cells[COLUMNS[name]] || null : null;
  };
  return { photoId: dataset.photoId, kind: dataset.kind, url, hash, field };
}

function isColumn(name: string): name is ColumnName {
  return Object.hasOwn(COLUMNS, name);
}

function pathOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}
