/** The fields of a `full` record as columns, for the formats that have one for each: `parquet` and `csv`. */
import type { FullRecord } from '../core/record.js';

/** `json` is an object, or null, that has no columns of its own. */
export type ColumnKind = 'text' | 'integer' | 'number' | 'boolean' | 'texts' | 'autotags' | 'places' | 'exif' | 'json';

export type ColumnName = keyof FullRecord;

/** In the order of the JSON's keys. */
export const COLUMN_KINDS = {
  photo_id: 'text',
  line_number: 'integer',
  photo_hash: 'text',
  hash_ok: 'boolean',
  kind: 'text',
  user_id: 'text',
  user_nickname: 'text',
  date_taken: 'text',
  date_uploaded: 'integer',
  capture_device: 'text',
  title: 'text',
  description: 'text',
  user_tags: 'texts',
  machine_tags: 'texts',
  longitude: 'number',
  latitude: 'number',
  pos_accuracy: 'number',
  url_show: 'text',
  url_get: 'text',
  license: 'text',
  license_name: 'text',
  license_url: 'text',
  server_id: 'text',
  farm_id: 'text',
  photo_secret: 'text',
  photo_secret_orig: 'text',
  photo_ext: 'text',
  autotags: 'autotags',
  places: 'places',
  exif: 'exif',
  media: 'json',
  raw: 'json',
} as const satisfies Readonly<Record<ColumnName, ColumnKind>>;

/** Never null in a record. */
export const REQUIRED_COLUMNS: ReadonlySet<ColumnName> = new Set(['photo_id', 'kind', 'user_tags', 'machine_tags']);

/** The columns of a job's files, the same in all of them: `media` only where media are fetched; those in `fields`, if it is not null. */
export function columnsOf(hasMedia: boolean, fields: readonly ColumnName[] | null = null): readonly ColumnName[] {
  // `Object.keys` gives what the table has, and nothing else.
  const names = Object.keys(COLUMN_KINDS) as ColumnName[];
  return names.filter((name) => (hasMedia || name !== 'media') && (fields?.includes(name) ?? true));
}
