/**
 * The items of the autotags, places and exif lines as JSON lists; the rules are those of `core/autotags.ts`,
 * `core/places.ts` and `core/exif.ts`. An item that is none is left out and counted.
 */
import { find } from './find';
import { piece, put } from './json';
import { isNumberCanonical, putScore } from './number';
import { Colon, Comma, DotOrColon, isCanonical, putBytes, putEncoded, putEncodedUpTo, stoppedAt } from './text';

const COMMA: u8 = 0x2c;
const COLON: u8 = 0x3a;
const DOT: u8 = 0x2e;
const OPEN: u8 = 0x5b;
const CLOSE: u8 = 0x5d;

const CONCEPT = piece('{"concept":');
const SCORE = piece(',"score":');
const WOEID = piece('{"woeid":');
const NAME = piece(',"name":');
const TYPE = piece(',"type":');
const CATEGORY = piece('{"category":');
const TAG = piece(',"tag":');
const VALUE = piece(',"value":');
const ITEM_END = piece('},');

/** Whether the list written last gives all its bytes back. */
export let isListCanonical: bool = true;
/** Items of the list written last that are none. */
export let badItems: u32 = 0;

/** Of a part that has no line. */
export function noItems(): void {
  badItems = 0;
}

/** Writes the list of all items in `[from, end)` at `to`; gives where it ends. `part`: 1 autotags, 2 exif, 3 places. */
export function putList(part: u32, from: usize, end: usize, to: usize): usize {
  isListCanonical = true;
  badItems = 0;
  store<u8>(to++, OPEN);
  const first = to;
  // No bytes are no items; else there is one more than there are commas.
  if (from != end) to = part == 2 ? putExifItems(from, end, to) : putItems(part, from, end, to);
  // The last comma gives way to the end.
  if (to != first) to--;
  store<u8>(to, CLOSE);
  return to + 1;
}

function putItems(part: u32, from: usize, end: usize, to: usize): usize {
  for (let at = from; at <= end;) {
    const comma = find(COMMA, at, end);
    const behind = part == 1 ? putAutotag(at, comma, to) : putPlace(at, comma, to);
    if (behind) {
      to = put(ITEM_END, behind);
    } else {
      badItems++;
      isListCanonical = false;
    }
    at = comma + 1;
  }
  return to;
}

/** Split at the last colon; 0 for what is none. */
function putAutotag(from: usize, end: usize, to: usize): usize {
  let colon = end;
  while (colon > from && load<u8>(colon - 1) != COLON) colon--;
  if (colon == from) return 0;
  to = putBytes(from, colon - 1, put(CONCEPT, to));
  const isConceptCanonical = isCanonical;
  const behind = putScore(colon, end, put(SCORE, to));
  if (behind && !(isConceptCanonical && isNumberCanonical)) isListCanonical = false;
  return behind;
}

/** With exactly two colons; 0 for what is none. */
function putPlace(from: usize, end: usize, to: usize): usize {
  const first = find(COLON, from, end);
  const second = first == end ? end : find(COLON, first + 1, end);
  if (second == end || find(COLON, second + 1, end) != end) return 0;
  to = putBytes(from, first, put(WOEID, to));
  isListCanonical = isListCanonical && isCanonical;
  to = putEncoded(first + 1, second, put(NAME, to));
  isListCanonical = isListCanonical && isCanonical;
  to = putBytes(second + 1, end, put(TYPE, to));
  isListCanonical = isListCanonical && isCanonical;
  return to;
}

/**
 * Writes all exif items. They are read in one go, without looking for their ends first: each part ends at the first byte
 * that can end it. An item is split at its first dot, then at its first colon behind that, in front of which there is none.
 */
function putExifItems(from: usize, end: usize, to: usize): usize {
  for (let at = from; at <= end;) {
    const item = at;
    const begin = to;
    to = putEncodedUpTo<DotOrColon>(at, end, put(CATEGORY, to));
    let isWhole = isCanonical;
    at = stoppedAt;
    let isItem = at < end && load<u8>(at) == DOT;
    if (isItem) {
      to = putEncodedUpTo<Colon>(at + 1, end, put(TAG, to));
      isWhole = isWhole && isCanonical;
      at = stoppedAt;
      isItem = at < end && load<u8>(at) == COLON;
    }
    if (isItem) {
      to = put(ITEM_END, putEncodedUpTo<Comma>(at + 1, end, put(VALUE, to)));
      if (!(isWhole && isCanonical)) isListCanonical = false;
      at = stoppedAt + 1;
    } else {
      to = begin;
      badItems++;
      isListCanonical = false;
      at = find(COMMA, item, end) + 1;
    }
  }
  return to;
}
