/**
 * The encoder of the `full` schema: the joined rows of one photo or video become one typed record, and its JSON.
 *
 * The rules: text is decoded, missing is null, numbers are numbers except ids, tags and items are lists in file order
 * with duplicates kept. Whatever cell would not come back byte for byte from its value also stands in `raw`; so no
 * rule needs to be clever, and `restore.ts` is the proof. An item that cannot be read is left out of its list and
 * counted, and the part's whole text stands in `raw`.
 */

import { autotagCodec } from './autotags.js';
import { CODECS, type CellValues, type Codec } from './cell.js';
import type { DatasetRow } from './dataset.js';
import { exifCodec } from './exif.js';
import { CELL_KINDS, COLUMNS, type ColumnName, type KindOf, type PartSource } from './fields.js';
import { urlHash } from './hash.js';
import { licenseOf } from './license.js';
import { placeCodec } from './places.js';
import { withMedia, type FullRecord, type RecordMedia, type Troubles } from './record.js';
import { decodeItems, type ItemCodec } from './side.js';

/** The rows of one id. A part is its line's items as they stand; null when that file has no row for the id. */
export interface Joined {
  readonly dataset: DatasetRow;
  readonly autotags: string | null;
  readonly places: string | null;
  readonly exif: string | null;
}

/** Makes the record, and counts in `troubles` what could not be read. Without `media` the record has no such key. */
export function fullRecord(joined: Joined, troubles: Troubles, media?: RecordMedia | null): FullRecord {
  const { cells, columns, statesHash, kind } = joined.dataset;
  const raw: { [Field in ColumnName | PartSource]?: string } = {};

  function cell<Name extends ColumnName>(name: Name): CellValues[KindOf<Name>] {
    const text = cells[COLUMNS[name]] ?? '';
    const codec: Codec<CellValues[KindOf<Name>]> = CODECS[CELL_KINDS[name]];
    const value = codec.decode(text);
    if (codec.encode(value) !== text) raw[name] = text;
    return value;
  }

  function part<Item>(source: PartSource, codec: ItemCodec<Item>): readonly Item[] | null {
    const items = joined[source];
    if (items === null) return null;
    const { list, bad, isCanonical } = decodeItems(items, codec);
    troubles.badItems[source] += bad;
    if (!isCanonical) raw[source] = items;
    return list;
  }

  const lineNumber = cell('line_number');
  // A null line number without a raw one means 23 columns.
  if (columns === 25 && lineNumber === null) raw.line_number = cells[COLUMNS.line_number] ?? '';
  const hash = urlHash(cells[COLUMNS.url_get] ?? '');

  const record: FullRecord = {
    photo_id: joined.dataset.photoId,
    line_number: lineNumber,
    photo_hash: statesHash ? cell('photo_hash') : hash,
    hash_ok: statesHash ? cells[COLUMNS.photo_hash] === hash : null,
    kind,
    user_id: cell('user_id'),
    user_nickname: cell('user_nickname'),
    date_taken: cell('date_taken'),
    date_uploaded: cell('date_uploaded'),
    capture_device: cell('capture_device'),
    title: cell('title'),
    description: cell('description'),
    user_tags: cell('user_tags'),
    machine_tags: cell('machine_tags'),
    longitude: cell('longitude'),
    latitude: cell('latitude'),
    pos_accuracy: cell('pos_accuracy'),
    url_show: cell('url_show'),
    url_get: cell('url_get'),
    license: licenseOf(cells[COLUMNS.license_url] ?? ''),
    license_name: cell('license_name'),
    license_url: cell('license_url'),
    server_id: cell('server_id'),
    farm_id: cell('farm_id'),
    photo_secret: cell('photo_secret'),
    photo_secret_orig: cell('photo_secret_orig'),
    photo_ext: cell('photo_ext'),
    autotags: part('autotags', autotagCodec),
    places: part('places', placeCodec),
    exif: part('exif', exifCodec),
  };
  const whole = Object.keys(raw).length === 0 ? record : { ...record, raw };
  return media === undefined ? whole : withMedia(whole, media);
}

/** The record as one line of JSON, without a line end. */
export function fullJson(record: FullRecord): string {
  return JSON.stringify(record);
}
