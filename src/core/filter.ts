/**
 * Which records a job takes. Each list that is not empty must have one that fits; within a list any will do.
 *
 * This is the plain form, over joined rows; `wasm/record/filter.ts` decides the same on the bytes of a row, before it is
 * read in full. A record whose value is missing, or can't be read, fits no list about it.
 */
import { Buffer } from 'node:buffer';
import { CODECS } from './cell.js';
import { autotagCodec } from './autotags.js';
import { COLUMNS, type ColumnName, type PhotoKind } from './fields.js';
import { urlHash } from './hash.js';
import type { JoinedRow } from './join.js';
import type { KeySet } from './key-set.js';
import { licenseOf, type License } from './license.js';
import { hasHash, hasId, type HashSet } from './photo-key.js';
import { placeCodec } from './places.js';
import { decodeItems } from './side.js';

/** Degrees. From `west` to `east` eastwards: over the 180th meridian when `west` is the greater one. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Half open; null is no bound. */
export interface Range<Value> {
  readonly from: Value | null;
  readonly to: Value | null;
}

/** Plain values, so that it can cross threads. */
export interface Filter {
  readonly kinds: readonly PhotoKind[];
  readonly licenses: readonly License[];
  readonly boxes: readonly Box[];
  readonly minAccuracy: number | null;
  /** Beginnings of `2012-02-16 09:56:37`. */
  readonly taken: readonly Range<string>[];
  /** Unix seconds. */
  readonly uploaded: readonly Range<number>[];
  /** User tags, decoded, to the letter. */
  readonly tags: readonly string[];
  readonly autotags: readonly { readonly concept: string; readonly min: number }[];
  /** Where-on-earth ids. */
  readonly places: readonly string[];
  /** Parts of the decoded name of the device, letters A to Z in either case. */
  readonly cameras: readonly string[];
  readonly users: readonly string[];
  /** Share of all ids, chosen by their hash: the same ones each time. */
  readonly sample: number | null;
  /** From lists of ids; null for any. */
  readonly ids: KeySet | null;
  /** From lists of hashes; null for any. Where a row has none, it is made from its URL. */
  readonly hashes: HashSet | null;
}

export const NO_FILTER: Filter = {
  kinds: [],
  licenses: [],
  boxes: [],
  minAccuracy: null,
  taken: [],
  uploaded: [],
  tags: [],
  autotags: [],
  places: [],
  cameras: [],
  users: [],
  sample: null,
  ids: null,
  hashes: null,
};

/** Whether a record is taken. */
export function matches(filter: Filter, { dataset, items }: JoinedRow): boolean {
  const { cells } = dataset;
  const cell = (name: ColumnName): string => cells[COLUMNS[name]] ?? '';
  const { kinds, licenses, boxes, minAccuracy, taken, uploaded, tags, autotags, places, cameras, users, sample } =
    filter;
  const { ids, hashes } = filter;
  if (kinds.length > 0 && !kinds.includes(dataset.kind)) return false;
  if (licenses.length > 0) {
    const license = licenseOf(cell('license_url'));
    if (license === null || !licenses.includes(license)) return false;
  }
  if (sample !== null && !isSampled(dataset.photoId, sample)) return false;
  if (ids !== null && !hasId(ids, dataset.photoId)) return false;
  if (hashes !== null) {
    const hash = dataset.statesHash ? cell('photo_hash') : urlHash(cell('url_get'));
    if (!hasHash(hashes, Buffer.from(hash, 'latin1'))) return false;
  }
  if (users.length > 0) {
    const user = CODECS.verbatim.decode(cell('user_id'));
    if (user === null || !users.includes(user)) return false;
  }
  if (minAccuracy !== null) {
    const accuracy = CODECS.number.decode(cell('pos_accuracy'));
    if (accuracy === null || accuracy < minAccuracy) return false;
  }
  if (boxes.length > 0) {
    const longitude = CODECS.number.decode(cell('longitude'));
    const latitude = CODECS.number.decode(cell('latitude'));
    if (longitude === null || latitude === null) return false;
    if (!boxes.some((box) => isInside(box, longitude, latitude))) return false;
  }
  if (taken.length > 0) {
    const date = CODECS.date.decode(cell('date_taken'))?.replace('T', ' ') ?? null;
    if (date === null || !taken.some((range) => isWithin(range, date))) return false;
  }
  if (uploaded.length > 0) {
    const seconds = CODECS.integer.decode(cell('date_uploaded'));
    if (seconds === null || !uploaded.some((range) => isWithin(range, seconds))) return false;
  }
  if (cameras.length > 0 && !isCamera(filter, cell('capture_device'))) return false;
  if (tags.length > 0) {
    const own = CODECS.tags.decode(cell('user_tags'));
    if (!own.some((tag) => tags.includes(tag))) return false;
  }
  if (autotags.length > 0) {
    const { list } = decodeItems(items.autotags ?? '', autotagCodec);
    if (!list.some(({ concept, score }) => autotags.some((want) => want.concept === concept && score >= want.min)))
      return false;
  }
  if (places.length > 0) {
    const { list } = decodeItems(items.places ?? '', placeCodec);
    if (!list.some(({ woeid }) => places.includes(woeid))) return false;
  }
  return true;
}

/** Whether the cell of a device names one of the cameras. */
export function isCamera({ cameras }: Filter, cell: string): boolean {
  const device = CODECS.text.decode(cell);
  return device !== null && cameras.some((part) => asciiLowerCase(device).includes(asciiLowerCase(part)));
}

function isInside({ west, south, east, north }: Box, longitude: number, latitude: number): boolean {
  const isBetween = west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
  return isBetween && latitude >= south && latitude <= north;
}

/** Texts are compared by their beginnings, as long as the bound is. */
function isWithin<Value extends string | number>({ from, to }: Range<Value>, value: Value): boolean {
  return (from === null || value >= from) && (to === null || value < to);
}

/** Letters beyond ASCII stay as they are. */
export function asciiLowerCase(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

const MASK_64 = (1n << 64n) - 1n;

/**
 * Whether an id is one of the share of all ids: its hash, as a share of all hashes, is below it. The hash is the finalizer
 * of SplitMix64 (Steele, Lea, Flood 2014).
 */
export function isSampled(photoId: string, share: number): boolean {
  let hash = (BigInt(photoId) + 0x9e3779b97f4a7c15n) & MASK_64;
  hash = ((hash ^ (hash >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK_64;
  hash = ((hash ^ (hash >> 27n)) * 0x94d049bb133111ebn) & MASK_64;
  hash ^= hash >> 31n;
  // The upper 53 bits, which a number holds exactly.
  return Number(hash >> 11n) < share * 2 ** 53;
}
