/**
 * A `full` record's JSON cut where its lists begin and end. They are most of it, and a format that keeps them as JSON
 * need not read them.
 *
 * The keys stand in one order (`core/record.ts`), and a key's quotes with a comma in front can't stand in a text, where
 * quotes are escaped; nor has an item of a list, or the object of media, a key of these names.
 */
import type { SideSource } from '../core/fields.js';
import type { FullRecord } from '../core/record.js';

/** A record without its lists and its media. */
export type DatasetFields = Omit<FullRecord, SideSource | 'media'>;

export interface CutRecord {
  readonly record: DatasetFields;
  /** Of autotags, places, exif and media, each null where it is null, or not there. They hold good as the batch does. */
  readonly lists: readonly (Uint8Array | null)[];
}

const LISTS = ['autotags', 'places', 'exif', 'media'] as const;
const KEYS = [...LISTS, 'raw'].map((name) => Buffer.from(`,"${name}":`));
const NULL = Buffer.from('null');
const CLOSE = 0x7d;

/** Cuts the JSON of a record, which has a key `media` or has not. */
export function cutRecord(json: Buffer, hasMedia: boolean): CutRecord {
  const end = json.lastIndexOf(CLOSE);
  const starts: number[] = [];
  let at = 0;
  for (const [k, key] of KEYS.entries()) {
    const found = k === LISTS.indexOf('media') && !hasMedia ? -1 : json.indexOf(key, at);
    // The one key that may be missing in the middle, and the one that may be missing at the end.
    at = found < 0 ? at : found;
    starts.push(found);
  }
  const [first = 0] = starts;
  const raw = starts.at(-1) ?? -1;
  const lists = LISTS.map((name, k) => {
    const start = starts[k] ?? -1;
    if (start < 0) return null;
    const next = starts.slice(k + 1).find((other) => other >= 0) ?? end;
    const value = json.subarray(start + name.length + 4, next);
    return value.equals(NULL) ? null : value;
  });
  const tail = raw < 0 ? '}' : json.toString('utf8', raw, end + 1);
  // A border: the encoder's own JSON, and its tests hold it to the type.
  return { record: JSON.parse(`${json.toString('utf8', 0, first)}${tail}`) as DatasetFields, lists };
}
