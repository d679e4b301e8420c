/** The names of the sources and of the dataset row's 25 columns, as every schema, filter and message uses them. */

/** The metadata files; only the first one is needed. */
export const SOURCES = ['dataset', 'autotags', 'exif', 'places', 'hash'] as const;

export type Source = (typeof SOURCES)[number];

/** A source whose lines are `id TAB items`, or of the hash file `id TAB hash`. */
export type SideSource = Exclude<Source, 'dataset'>;

/** The side sources, in the order of SOURCES. */
export const SIDE_SOURCES = ['autotags', 'exif', 'places', 'hash'] as const satisfies readonly SideSource[];

/** The side sources whose items are a list in the record. */
export const PART_SOURCES = ['autotags', 'exif', 'places'] as const satisfies readonly SideSource[];

export type PartSource = (typeof PART_SOURCES)[number];

/** The four files of the releases since 2016, whose dataset file has the hashes in it. */
export const MAIN_SOURCES = ['dataset', 'autotags', 'exif', 'places'] as const satisfies readonly Source[];

export type MainSource = (typeof MAIN_SOURCES)[number];

/** A value for each side source, made in their order. */
export function bySide<Value>(valueOf: (source: SideSource) => Value): Record<SideSource, Value> {
  return {
    autotags: valueOf('autotags'),
    exif: valueOf('exif'),
    places: valueOf('places'),
    hash: valueOf('hash'),
  };
}

/** A value for each source, made in their order. */
export function bySource<Value>(valueOf: (source: Source) => Value): Record<Source, Value> {
  return { dataset: valueOf('dataset'), ...bySide(valueOf) };
}

/** What the marker in the last column says. */
export type PhotoKind = 'photo' | 'video';

/** How a cell of the dataset row is written; `cell.ts` has the two directions of each. */
export type CellKind =
  | 'id' // decimal digits; a string in the record, since 64 bits do not fit a number
  | 'integer' // a decimal number, whole
  | 'number' // a decimal number
  | 'text' // form-URL-encoded UTF-8
  | 'verbatim' // UTF-8 as it stands
  | 'tags' // form-URL-encoded texts with commas between
  | 'date' // YYYY-MM-DD HH:MM:SS.0
  | 'marker'; // 0 or 1

/**
 * Where each column stands in the 25-column form, in its order. The 23-column form lacks 0 and 2; parsed rows have an
 * empty cell there, so an index is right for both.
 */
export const COLUMNS = {
  line_number: 0,
  photo_id: 1,
  photo_hash: 2,
  user_id: 3,
  user_nickname: 4,
  date_taken: 5,
  date_uploaded: 6,
  capture_device: 7,
  title: 8,
  description: 9,
  user_tags: 10,
  machine_tags: 11,
  longitude: 12,
  latitude: 13,
  pos_accuracy: 14,
  url_show: 15,
  url_get: 16,
  license_name: 17,
  license_url: 18,
  server_id: 19,
  farm_id: 20,
  photo_secret: 21,
  photo_secret_orig: 22,
  photo_ext: 23,
  photo_or_video: 24,
} as const;

export type ColumnName = keyof typeof COLUMNS;

/** What each column's cells are. */
export const CELL_KINDS = {
  line_number: 'integer',
  photo_id: 'id',
  photo_hash: 'verbatim',
  user_id: 'verbatim',
  user_nickname: 'text',
  date_taken: 'date',
  date_uploaded: 'integer',
  capture_device: 'text',
  title: 'text',
  description: 'text',
  user_tags: 'tags',
  machine_tags: 'tags',
  longitude: 'number',
  latitude: 'number',
  pos_accuracy: 'number',
  url_show: 'verbatim',
  url_get: 'verbatim',
  license_name: 'verbatim',
  license_url: 'verbatim',
  server_id: 'verbatim',
  farm_id: 'verbatim',
  photo_secret: 'verbatim',
  photo_secret_orig: 'verbatim',
  photo_ext: 'verbatim',
  photo_or_video: 'marker',
} as const satisfies Record<ColumnName, CellKind>;

/** The kind of cell that stands in a column. */
export type KindOf<Name extends ColumnName> = (typeof CELL_KINDS)[Name];
