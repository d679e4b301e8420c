/** A joined row to the JSON of either schema. */
import { articleJson } from './article.js';
import { COLUMNS } from './fields.js';
import { addTroubles, withFields, type FieldName } from './full-fields.js';
import { fullJson, fullRecord } from './full.js';
import { urlHash } from './hash.js';
import type { ImageFacts } from './image.js';
import type { JoinedRow } from './join.js';
import type { MediaResult } from './outcome.js';
import { isShortId } from './output-path.js';
import type { Format, Schema } from './protocol.js';
import { noTroubles, type RecordMedia, type Troubles } from './record.js';

export interface EncodeOptions {
  readonly schema: Schema;
  readonly format: Format;
  /** Of the `full` schema; null for all. */
  readonly fields: readonly FieldName[] | null;
}

/**
 * The record as its format wants it: one line with LF, or for the article's files just what its script writes.
 * `media` is undefined in a job that fetches none, null for a record whose media is not wanted.
 */
export function encodeRecord(
  row: JoinedRow,
  media: MediaResult | null | undefined,
  { schema, format, fields }: EncodeOptions,
  troubles: Troubles,
): string {
  switch (schema) {
    case 'full': {
      const own = noTroubles();
      if (isShortId(row.dataset.photoId)) own.shortIds++;
      const record = fullRecord({ dataset: row.dataset, ...row.items }, own, media && recordMedia(media));
      addTroubles(troubles, own, fields);
      return `${fields === null ? fullJson(record) : JSON.stringify(withFields(record, fields))}\n`;
    }
    case 'article': {
      const json = articleJson({ dataset: row.dataset.line, photoId: row.dataset.photoId, ...row.lines }, troubles);
      // On one line it is what json.dumps(d, sort_keys=True) gives; inside strings line ends are escaped.
      return format === 'files' ? json : `${json.replaceAll(/,\n */g, ', ').replaceAll(/\n */g, '')}\n`;
    }
  }
}

/** False when the row states a hash and it is not that of its URL. */
export function isHashRight({ dataset }: JoinedRow): boolean {
  return !dataset.statesHash || dataset.cells[COLUMNS.photo_hash] === urlHash(dataset.cells[COLUMNS.url_get] ?? '');
}

/** The JSON of a record's media; null in a job that fetches none. */
export function mediaJson(media: MediaResult | null | undefined): string | null {
  return media === undefined ? null : JSON.stringify(media && recordMedia(media));
}

/**
 * What a record says of its media. A file that was there already counts as `ok`: a record does not tell which run
 * fetched its file, so a job that was killed and went on gives the same bytes as one that was not.
 */
function recordMedia({ path, bytes, sha256, type, outcome, image }: MediaResult): RecordMedia {
  const media = { path, bytes, sha256, type, outcome: outcome === 'skipped' ? 'ok' : outcome } as const;
  return image === undefined ? media : { ...media, ...imageOf(image) };
}

/** The facts in their order. */
function imageOf(image: ImageFacts | null): Pick<RecordMedia, keyof ImageFacts> {
  const { width, height, format, phash } = image ?? { width: null, height: null, format: null, phash: null };
  return { width, height, format, phash };
}
