/** The fields of the `full` schema by name, and records of some of them. */
import { PART_SOURCES } from './fields.js';
import type { FullRecord, RawCells, Troubles } from './record.js';

export type FieldName = keyof FullRecord;

/** In the order of the JSON's keys. */
export const FULL_FIELDS = [
  'photo_id',
  'line_number',
  'photo_hash',
  'hash_ok',
  'kind',
  'user_id',
  'user_nickname',
  'date_taken',
  'date_uploaded',
  'capture_device',
  'title',
  'description',
  'user_tags',
  'machine_tags',
  'longitude',
  'latitude',
  'pos_accuracy',
  'url_show',
  'url_get',
  'license',
  'license_name',
  'license_url',
  'server_id',
  'farm_id',
  'photo_secret',
  'photo_secret_orig',
  'photo_ext',
  'autotags',
  'places',
  'exif',
  'media',
  'raw',
] as const satisfies readonly FieldName[];

/** The record with the fields of a list, in its own order; `raw` has the cells of those alone. */
export function withFields(record: FullRecord, fields: readonly FieldName[]): Partial<FullRecord> {
  const isWanted = ([name]: readonly [string, unknown]): boolean => fields.some((field) => field === name);
  const { raw, ...rest } = record;
  const some: Partial<FullRecord> = Object.fromEntries(Object.entries(rest).filter(isWanted));
  const cells: RawCells = Object.fromEntries(Object.entries(raw ?? {}).filter(isWanted));
  return fields.includes('raw') && Object.keys(cells).length > 0 ? { ...some, raw: cells } : some;
}

/** Adds the troubles of a record to those of a job: of its parts only those that are in the list. */
export function addTroubles(job: Troubles, record: Troubles, fields: readonly FieldName[] | null): void {
  for (const source of PART_SOURCES)
    if (fields === null || fields.includes(source)) job.badItems[source] += record.badItems[source];
  job.shortIds += record.shortIds;
}
