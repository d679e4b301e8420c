/**
 * The inverse of `full.ts`: a record's source lines, byte for byte.
 *
 * It works on what `fullRecord` made and on that record read back from its JSON. A cell is what `raw` says, else what
 * its value encodes to; nothing else was ever dropped.
 */

import { autotagCodec } from './autotags.js';
import { CODECS, type CellValues, type Codec } from './cell.js';
import { exifCodec } from './exif.js';
import { CELL_KINDS, type ColumnName, type KindOf, type PartSource } from './fields.js';
import { placeCodec } from './places.js';
import type { FullRecord } from './record.js';
import { encodeItems, type ItemCodec } from './side.js';

/** The lines of one record, without line ends, one character per byte; null where the record has no such part. */
export interface SourceLines {
  readonly dataset: string;
  readonly autotags: string | null;
  readonly places: string | null;
  readonly exif: string | null;
  /** Of a row of 23 columns. */
  readonly hash: string | null;
}

/** The lines that a record was made from. */
export function restoreLines(record: FullRecord): SourceLines {
  return {
    dataset: restoreDatasetLine(record),
    autotags: sideLine(record, 'autotags', record.autotags, autotagCodec),
    places: sideLine(record, 'places', record.places, placeCodec),
    exif: sideLine(record, 'exif', record.exif, exifCodec),
    hash:
      has25Columns(record) || record.hash_ok === null
        ? null
        : `${record.photo_id}\t${cellOf(record, 'photo_hash', record.photo_hash)}`,
  };
}

/** The dataset line alone. */
export function restoreDatasetLine(record: Row): string {
  const cell = <Name extends ColumnName>(name: Name, value: CellValues[KindOf<Name>]): string =>
    cellOf(record, name, value);
  const isLong = has25Columns(record);
  return [
    ...(isLong ? [cell('line_number', record.line_number)] : []),
    record.photo_id,
    ...(isLong ? [cell('photo_hash', record.photo_hash)] : []),
    cell('user_id', record.user_id),
    cell('user_nickname', record.user_nickname),
    cell('date_taken', record.date_taken),
    cell('date_uploaded', record.date_uploaded),
    cell('capture_device', record.capture_device),
    cell('title', record.title),
    cell('description', record.description),
    cell('user_tags', record.user_tags),
    cell('machine_tags', record.machine_tags),
    cell('longitude', record.longitude),
    cell('latitude', record.latitude),
    cell('pos_accuracy', record.pos_accuracy),
    cell('url_show', record.url_show),
    cell('url_get', record.url_get),
    cell('license_name', record.license_name),
    cell('license_url', record.license_url),
    cell('server_id', record.server_id),
    cell('farm_id', record.farm_id),
    cell('photo_secret', record.photo_secret),
    cell('photo_secret_orig', record.photo_secret_orig),
    cell('photo_ext', record.photo_ext),
    cell('photo_or_video', record.kind),
  ].join('\t');
}

type Row = Omit<FullRecord, PartSource>;

function has25Columns({ line_number, raw }: Row): boolean {
  return line_number !== null || raw?.line_number !== undefined;
}

function cellOf<Name extends ColumnName>({ raw }: Row, name: Name, value: CellValues[KindOf<Name>]): string {
  const codec: Codec<CellValues[KindOf<Name>]> = CODECS[CELL_KINDS[name]];
  return raw?.[name] ?? codec.encode(value);
}

function sideLine<Item>(
  record: FullRecord,
  source: PartSource,
  list: readonly Item[] | null,
  codec: ItemCodec<Item>,
): string | null {
  if (list === null) return null;
  return `${record.photo_id}\t${record.raw?.[source] ?? encodeItems(list, codec)}`;
}
