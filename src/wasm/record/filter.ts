/**
 * Decides on the bytes of a row whether its record is taken, as `matches` of `core/filter.ts` does on its values.
 *
 * The host leaves the filter at `FILTER`: a word for each list, its address or 0; `records/filter-memory.ts` says what
 * stands there. Texts are compared in the form that they have in JSON, since each has only one such form.
 */
import { compareBytes } from '../compare';
import { DATE_BYTES, isDate } from './date';
import { find } from './find';
import { isOddCamera, isWantedHash, isWantedId, oddNumber, TEXT, VERBATIM } from './host';
import { licenseIndex } from './license';
import { putHash } from './md5';
import { FILTER, PARTS } from './memory';
import { cellEnd, cellStart, isMissing, statesHash } from './row';
import { Comma, putBytes, putDecoded, putEncodedUpTo, putEscaped, stoppedAt } from './text';

const COMMA: u8 = 0x2c;
const COLON: u8 = 0x3a;
const BACKSLASH: u8 = 0x5c;
const ZERO: u32 = 0x30;
const MINUS: u32 = 0x2d;
const DOT: u32 = 0x2e;

/** The words at `FILTER`. */
const KINDS: usize = 0;
const LICENSES: usize = 4;
const SAMPLE: usize = 8;
const USERS: usize = 12;
const ACCURACY: usize = 16;
const BOXES: usize = 20;
const TAKEN: usize = 24;
const UPLOADED: usize = 28;
const CAMERAS: usize = 32;
const TAGS: usize = 36;
const AUTOTAGS: usize = 40;
const PLACES: usize = 44;
/** No lists, only whether there are any: those are the host's, in memory that all threads share. */
const IDS: usize = 48;
const HASHES: usize = 52;

/** A list begins with the number of its entries; numbers begin at a multiple of 8. */
const FIRST_ENTRY: usize = 8;
const BOX_BYTES: usize = 32;
const RANGE_BYTES: usize = 16;
/** Two lengths, then two texts in 24 bytes each. */
const DATES_BYTES: usize = 56;
const DATE_ROOM: usize = 24;

/** The greatest number up to which all whole ones are doubles. */
const MAX_SAFE: f64 = 9007199254740991;

/** So many digits make a number that a double holds exactly, and so many decimals a power of ten that it does. */
const EXACT_DIGITS: u32 = 15;

/** Whether the row at hand is taken. `scratch` has room for any of its cells. Cheap questions come first. */
export function isTaken(id: u64, isVideo: bool, scratch: usize): bool {
  const kinds = load<u32>(FILTER, KINDS);
  if (kinds && !(kinds & (isVideo ? 2 : 1))) return false;
  const licenses = load<u32>(FILTER, LICENSES);
  if (licenses && !((licenses >> licenseIndex(cellStart(18), cellEnd(18))) & 1)) return false;
  const sample = <usize>load<u32>(FILTER, SAMPLE);
  if (sample && hashOf(id) >> 11 >= load<u64>(sample, FIRST_ENTRY)) return false;
  if (load<u32>(FILTER, IDS) && !isWantedId(<u32>id, <u32>(id >> 32))) return false;
  if (load<u32>(FILTER, HASHES) && !isHashWanted(scratch)) return false;
  const users = <usize>load<u32>(FILTER, USERS);
  if (users && !isUser(users, scratch)) return false;
  const accuracy = <usize>load<u32>(FILTER, ACCURACY);
  // A missing value is no number, and so not at least anything.
  if (accuracy && !(numberIn(cellStart(14), cellEnd(14)) >= load<f64>(accuracy, FIRST_ENTRY))) return false;
  const boxes = <usize>load<u32>(FILTER, BOXES);
  if (boxes && !isInBox(boxes)) return false;
  const taken = <usize>load<u32>(FILTER, TAKEN);
  if (taken && !isTakenWithin(taken)) return false;
  const uploaded = <usize>load<u32>(FILTER, UPLOADED);
  if (uploaded && !isUploadedWithin(uploaded)) return false;
  const cameras = <usize>load<u32>(FILTER, CAMERAS);
  if (cameras && !isCamera(cameras, scratch)) return false;
  const tags = <usize>load<u32>(FILTER, TAGS);
  if (tags && !hasTag(tags, scratch)) return false;
  const autotags = <usize>load<u32>(FILTER, AUTOTAGS);
  if (autotags && !hasAutotag(autotags, scratch)) return false;
  const places = <usize>load<u32>(FILTER, PLACES);
  return places == 0 || hasPlace(places, scratch);
}

/** The finalizer of SplitMix64, as in `core/filter.ts`. */
function hashOf(id: u64): u64 {
  let hash = id + 0x9e3779b97f4a7c15;
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111eb;
  return hash ^ (hash >> 31);
}

/** A hash that is not stated is made from the URL, as in the record. */
function isHashWanted(scratch: usize): bool {
  if (statesHash()) return isWantedHash(cellStart(2), cellEnd(2) - cellStart(2)) != 0;
  return isWantedHash(scratch, putHash(cellStart(16), cellEnd(16), scratch) - scratch) != 0;
}

function isUser(list: usize, scratch: usize): bool {
  const from = cellStart(3);
  const end = cellEnd(3);
  return !isMissing(from, end) && isListed(list, scratch, putEscaped(VERBATIM, from, end, scratch));
}

function isInBox(list: usize): bool {
  const longitude = numberIn(cellStart(12), cellEnd(12));
  const latitude = numberIn(cellStart(13), cellEnd(13));
  // No number is not within anything.
  for (let i: u32 = 0; i < load<u32>(list); i++) {
    const box = list + FIRST_ENTRY + <usize>i * BOX_BYTES;
    const west = load<f64>(box);
    const east = load<f64>(box, 16);
    const isBetween = west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
    if (isBetween && latitude >= load<f64>(box, 8) && latitude <= load<f64>(box, 24)) return true;
  }
  return false;
}

/** A bound is the beginning of a time: what is compared with it is as long. */
function isTakenWithin(list: usize): bool {
  const from = cellStart(5);
  if (cellEnd(5) - from != DATE_BYTES || !isDate(from)) return false;
  for (let i: u32 = 0; i < load<u32>(list); i++) {
    const entry = list + FIRST_ENTRY + <usize>i * DATES_BYTES;
    const isBehind = compareBytes(from, entry + 8, load<u32>(entry)) >= 0;
    const toBytes = <usize>load<u32>(entry, 4);
    if (isBehind && (toBytes == 0 || compareBytes(from, entry + 8 + DATE_ROOM, toBytes) < 0)) return true;
  }
  return false;
}

function isUploadedWithin(list: usize): bool {
  const seconds = numberIn(cellStart(6), cellEnd(6));
  if (!(abs<f64>(seconds) <= MAX_SAFE) || trunc<f64>(seconds) != seconds) return false;
  for (let i: u32 = 0; i < load<u32>(list); i++) {
    const range = list + FIRST_ENTRY + <usize>i * RANGE_BYTES;
    if (seconds >= load<f64>(range) && seconds < load<f64>(range, 8)) return true;
  }
  return false;
}

/** Parts of the name, which stand in the list in small letters and without quotes. */
function isCamera(list: usize, scratch: usize): bool {
  const from = cellStart(7);
  const end = cellEnd(7);
  if (isMissing(from, end)) return false;
  const behind = putDecoded(TEXT, from, end, scratch) - 1;
  const text = scratch + 1;
  // What JSON escapes would be compared with its escape.
  if (find(BACKSLASH, text, behind) != behind) return isOddCamera(from, end - from) != 0;
  for (let at = text; at < behind; at++) {
    const byte = <u32>load<u8>(at);
    if (byte - 0x41 < 26) store<u8>(at, byte | 0x20);
  }
  let entry = list + FIRST_ENTRY;
  for (let i: u32 = 0; i < load<u32>(list); i++) {
    const bytes = <usize>load<u32>(entry);
    for (let at = text; at + bytes <= behind; at++) {
      if (compareBytes(at, entry + 4, bytes) == 0) return true;
    }
    entry = nextText(entry);
  }
  return false;
}

function hasTag(list: usize, scratch: usize): bool {
  const from = cellStart(10);
  const end = cellEnd(10);
  for (let at = from; from != end && at <= end; at = stoppedAt + 1) {
    if (isListed(list, scratch, putEncodedUpTo<Comma>(at, end, scratch))) return true;
  }
  return false;
}

/** Of the line of autotags; the list has, in front of each concept, the least score. */
function hasAutotag(list: usize, scratch: usize): bool {
  const from = <usize>load<u32>(PARTS, 8);
  const end = <usize>load<u32>(PARTS, 12);
  if (from == end) return false;
  for (let at = from, comma: usize = 0; at <= end; at = comma + 1) {
    comma = find(COMMA, at, end);
    let colon = comma;
    while (colon > at && load<u8>(colon - 1) != COLON) colon--;
    if (colon == at) continue;
    const behind = putBytes(at, colon - 1, scratch);
    let entry = list + FIRST_ENTRY;
    for (let i: u32 = 0; i < load<u32>(list); i++) {
      if (isText(entry + 8, scratch, behind) && numberIn(colon, comma) >= load<f64>(entry)) return true;
      entry = (nextText(entry + 8) + 7) & ~7;
    }
  }
  return false;
}

/** Of the line of places: an item has exactly two colons, and the id in front of the first. */
function hasPlace(list: usize, scratch: usize): bool {
  const from = <usize>load<u32>(PARTS, 24);
  const end = <usize>load<u32>(PARTS, 28);
  if (from == end) return false;
  for (let at = from, comma: usize = 0; at <= end; at = comma + 1) {
    comma = find(COMMA, at, end);
    const first = find(COLON, at, comma);
    const second = first == comma ? comma : find(COLON, first + 1, comma);
    if (second == comma || find(COLON, second + 1, comma) != comma) continue;
    if (isListed(list, scratch, putBytes(at, first, scratch))) return true;
  }
  return false;
}

/** Whether the JSON text in `[from, end)` is one of a list's. */
function isListed(list: usize, from: usize, end: usize): bool {
  let entry = list + FIRST_ENTRY;
  for (let i: u32 = 0; i < load<u32>(list); i++) {
    if (isText(entry, from, end)) return true;
    entry = nextText(entry);
  }
  return false;
}

/** An entry of texts: its bytes, then those, up to a multiple of 4. */
function isText(entry: usize, from: usize, end: usize): bool {
  return <usize>load<u32>(entry) == end - from && compareBytes(entry + 4, from, end - from) == 0;
}

function nextText(entry: usize): usize {
  return entry + 4 + ((<usize>load<u32>(entry) + 3) & ~3);
}

/** The number in `[from, end)`, as JavaScript reads it; NaN for none. */
function numberIn(from: usize, end: usize): f64 {
  let at = from;
  const isNegative = at < end && <u32>load<u8>(at) == MINUS;
  if (isNegative) at++;
  let digits: u32 = 0;
  let decimals: u32 = 0;
  let isBehindDot = false;
  let number: u64 = 0;
  for (; at < end; at++) {
    const digit = <u32>load<u8>(at) - ZERO;
    if (digit <= 9) {
      number = number * 10 + digit;
      digits++;
      if (isBehindDot) decimals++;
    } else if (digit + ZERO == DOT && !isBehindDot && digits > 0) {
      isBehindDot = true;
    } else {
      return oddNumber(from, end - from);
    }
    if (digits > EXACT_DIGITS) return oddNumber(from, end - from);
  }
  if (digits == 0) return from == end ? NaN : oddNumber(from, end - from);
  // Both are exact, so that their quotient is the double nearest to the decimal (Clinger 1990).
  const value = <f64>number / load<f64>(POWERS_OF_TEN + ((<usize>decimals) << 3));
  return isNegative ? -value : value;
}

const POWERS_OF_TEN: usize = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
]);
