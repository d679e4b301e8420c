/** The `full` schema: one photo or video with its four rows joined, typed, and nothing lost. */

import type { Autotag } from './autotags.js';
import type { ExifItem } from './exif.js';
import type { ColumnName, PartSource, PhotoKind } from './fields.js';
import type { ImageFacts } from './image.js';
import type { License } from './license.js';
import type { MediaResult } from './outcome.js';
import type { Place } from './places.js';

/** What a record says about its media file. */
export type RecordMedia = Pick<MediaResult, 'path' | 'bytes' | 'sha256' | 'type' | 'outcome'> & RecordImage;

/** Only in jobs with options for pictures; null where it is not known. */
type RecordImage = { readonly [Name in keyof ImageFacts]?: ImageFacts[Name] | null };

/** Cells that their decoded form would not give back, as they stand in the file, one character per byte (ISO 8859-1). */
export type RawCells = { readonly [Field in ColumnName | PartSource]?: string };

/** One record; its JSON has the keys in this order. */
export interface FullRecord {
  readonly photo_id: string;
  /** From 0; null in the 23-column form. A 25-column row with no readable number has it in `raw`. */
  readonly line_number: number | null;
  /** From the file; in the 23-column form from the hash file, or made from the URL. */
  readonly photo_hash: string | null;
  /** Whether the file's hash is the URL's; null where no file has one to check. */
  readonly hash_ok: boolean | null;
  readonly kind: PhotoKind;
  readonly user_id: string | null;
  readonly user_nickname: string | null;
  /** `2012-02-16T09:56:37`, without a zone. */
  readonly date_taken: string | null;
  /** Seconds since 1970. */
  readonly date_uploaded: number | null;
  readonly capture_device: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly user_tags: readonly string[];
  readonly machine_tags: readonly string[];
  /** Degrees. */
  readonly longitude: number | null;
  /** Degrees. */
  readonly latitude: number | null;
  /** From 1, world, to 16, street. */
  readonly pos_accuracy: number | null;
  readonly url_show: string | null;
  readonly url_get: string | null;
  /** Short code, told by `license_url`. */
  readonly license: License | null;
  readonly license_name: string | null;
  readonly license_url: string | null;
  readonly server_id: string | null;
  readonly farm_id: string | null;
  readonly photo_secret: string | null;
  readonly photo_secret_orig: string | null;
  readonly photo_ext: string | null;
  /** Null when the autotags file has no row for this id, or there is no such file; so with the next two. */
  readonly autotags: readonly Autotag[] | null;
  readonly places: readonly Place[] | null;
  readonly exif: readonly ExifItem[] | null;
  /** Only in jobs that fetch media; null for a record whose media was not wanted. */
  readonly media?: RecordMedia | null;
  /** Only where some cell needs it. */
  readonly raw?: RawCells;
}

/** The same record with its media, which is known later than the rest; keeps the order of the keys. */
export function withMedia({ raw, ...record }: FullRecord, media: RecordMedia | null): FullRecord {
  return raw === undefined ? { ...record, media } : { ...record, media, raw };
}

/** What went wrong inside rows that were encoded all the same, counted for the job's summary. */
export interface Troubles {
  /** Items that are not as their file's items should be, and so not in the record's list. */
  readonly badItems: Record<PartSource, number>;
  /** Ids of three digits or fewer, which have no second folder level of their own. */
  shortIds: number;
}

/** All counters at zero. */
export function noTroubles(): Troubles {
  return { badItems: { autotags: 0, exif: 0, places: 0 }, shortIds: 0 };
}
