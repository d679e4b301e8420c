/** The facts of one photo or video that its four lines agree on. */
import type { Camera } from './cameras.js';
import { entryAt, type Random, scramble } from './random.js';
import { type Town, TOWNS } from './towns.js';
import { type User, USERS } from './user.js';

/** Where it was taken, as the file has it. */
export interface Position {
  /** As Java prints a double: `-81.804885`, `-1.0`, `3.0E-6`. */
  readonly longitude: string;
  readonly latitude: string;
  /** From 1, the world, to 16, the street. */
  readonly accuracy: number;
  /** Null for junk coordinates, which are nowhere. */
  readonly town: Town | null;
}

export interface Photo {
  /** Line number in the dataset file, from 0. */
  readonly row: number;
  readonly id: number;
  readonly user: User;
  readonly isVideo: boolean;
  readonly camera: Camera | null;
  /** Unix seconds. */
  readonly uploaded: number;
  /** Local time, `YYYY-MM-DD HH:MM:SS`. */
  readonly taken: string;
  readonly position: Position | null;
  /** What the camera's counter stood at, 0 to 9999. */
  readonly picture: number;
}

/** 2 ** 27 is the first power of two over the dataset's 100,000,000 rows. */
const ID_BITS = 27;
const ID_MASK = (1 << ID_BITS) - 1;
/** Ids lie this far apart, so the highest is near 12 billion, as in the real files. */
const ID_STRIDE = 90;
const LOWEST_ID = 28_605;
/** The busiest 5,000 users have half of the pictures. */
const USER_FLATNESS = 5000;
const SECONDS_A_DAY = 86_400;

/** Photo id and upload time of real rows: Flickr counts its ids up. */
const UPLOADS: readonly (readonly [id: number, seconds: number])[] = [
  [0, 1_077_000_000],
  [50_000_000, 1_128_900_000],
  [271_696_906, 1_161_036_742],
  [1_438_150_614, 1_190_725_040],
  [2_385_680_434, 1_206_600_000],
  [3_764_167_211, 1_248_759_423],
  [4_591_788_476, 1_273_406_136],
  [5_674_323_056, 1_304_213_116],
  [6_985_418_911, 1_331_840_483],
  [10_642_543_105, 1_383_473_251],
  [13_000_000_000, 1_400_000_000],
];

/** The facts of row `row`; `random` must stand at the start of that row's photo stream. */
export function makePhoto(
  random: Random,
  options: { readonly seed: number; readonly videoRate: number },
  row: number,
  userAt: (index: number) => User,
): Photo {
  const user = userAt(random.early(USERS, USER_FLATNESS));
  const id = makeId(random, options.seed, row);
  const uploaded = uploadTime(id);
  // Most pictures go up within days, some after years.
  const delayDays = random.chance(0.15) ? random.below(1500) : random.early(60, 2);
  return {
    row,
    id,
    user,
    isVideo: random.chance(options.videoRate),
    camera: user.cameras.length > 0 && random.chance(0.86) ? entryAt(user.cameras, random.chance(0.85) ? 0 : 1) : null,
    uploaded,
    taken: dateTime(uploaded - delayDays * SECONDS_A_DAY - random.below(SECONDS_A_DAY)),
    position: random.chance(user.geoShare) ? makePosition(random, user) : null,
    picture: random.below(10_000),
  };
}

/** Rows get ids in an order that looks random, and never the same id twice: each step is one-to-one. */
function makeId(random: Random, seed: number, row: number): number {
  let place = (row ^ scramble(seed | 0)) & ID_MASK;
  place = Math.imul(place, 0x2c1b3c6d) & ID_MASK;
  place ^= place >>> 14;
  place = Math.imul(place, 0x297a2d39) & ID_MASK;
  place ^= place >>> 13;
  const lap = Math.floor(row / (ID_MASK + 1));
  return LOWEST_ID + (lap * (ID_MASK + 1) + place) * ID_STRIDE + random.below(ID_STRIDE);
}

/** `YYYY-MM-DD HH:MM:SS` of Unix seconds. */
function dateTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** Unix seconds, by straight lines between the known uploads. */
function uploadTime(id: number): number {
  const next = UPLOADS.findIndex(([known]) => known > id);
  const [toId, toTime] = entryAt(UPLOADS, next < 1 ? UPLOADS.length - 1 : next);
  const [fromId, fromTime] = entryAt(UPLOADS, next < 1 ? UPLOADS.length - 2 : next - 1);
  return Math.floor(fromTime + ((id - fromId) * (toTime - fromTime)) / (toId - fromId));
}

function makePosition(random: Random, user: User): Position {
  if (random.chance(0.004)) return makeJunkPosition(random);
  const town = random.chance(0.6) ? user.home : random.pickEarly(TOWNS, 50);
  const accuracy = random.chance(0.65) ? 16 : 16 - random.early(16, 5);
  // The sum of two draws lies oftener near the town's middle.
  const offset = (): number => (random.unit() + random.unit() - 1) * 0.15;
  // An even grid now and then: coordinates of a map click or a rough phone fix have fewer decimals.
  const digits = random.chance(0.1) ? 1000 : 1_000_000;
  return {
    longitude: decimal(Math.round((town.longitude + offset()) * digits) / digits),
    latitude: decimal(Math.round((town.latitude + offset()) * digits) / digits),
    accuracy,
    town,
  };
}

function makeJunkPosition(random: Random): Position {
  if (random.chance(0.7)) return { longitude: '-1.0', latitude: '-1.0', accuracy: 16, town: null };
  const nearZero = (): string => decimal(random.between(-20, 20) / 1_000_000);
  return { longitude: nearZero(), latitude: nearZero(), accuracy: 16, town: null };
}

/** A number as Java prints it: always a decimal point, and an exponent below a thousandth. At most six decimals. */
export function decimal(value: number): string {
  if (Number.isInteger(value)) return `${value === 0 ? 0 : value}.0`;
  if (Math.abs(value) >= 0.001) return String(value);
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}
