/**
 * One record of the `article` schema: what `core/article.ts` makes, which is what the article's script writes.
 *
 * Only lines of printable ASCII that Python's `strip` would leave as they are, are taken here; others are for the host.
 * Then keys sort as their bytes do, and what JSON escapes is a quote or a backslash.
 */
import { piece, put } from './json';
import { PARTS } from './memory';
import { cellEnd, cellStart, LONG_COLUMNS } from './row';
import { badItems, keyEnd, keyStart, sortItems, valueEnd } from './sorted-items';
import { escape } from './text';

const COMMA: u8 = 0x2c;
const TAB: u8 = 9;
const SPACE: u8 = 0x20;
const LF: u8 = 10;
const DEL: i8 = 0x7f;
const OPEN: u8 = 0x7b;
const CLOSE: u8 = 0x7d;

const EXIF = piece('"EXIF": ');
const AUTOTAGS = piece('"autotags": ');
const OTHER_META = piece('"othermeta": ');
const PLACES = piece('"places": ');

/** The 23 names in the order of their letters; beside each its column. */
const FIRST_NAME = piece('"capture_device": "');
piece('"date_taken": "');
piece('"date_uploaded": "');
piece('"description": "');
piece('"farm_id": "');
piece('"latitude": "');
piece('"license_name": "');
piece('"license_url": "');
piece('"longitude": "');
piece('"machine_tags": "');
piece('"photo_ext": "');
piece('"photo_hash": "');
piece('"photo_or_video": "');
piece('"photo_secret": "');
piece('"photo_secret_orig": "');
piece('"pos_accuracy": "');
piece('"server_id": "');
piece('"title": "');
piece('"url_get": "');
piece('"url_show": "');
piece('"user_id": "');
piece('"user_nickname": "');
const LAST_NAME = piece('"user_tags": "');
const NAME_STRIDE = (LAST_NAME - FIRST_NAME) / 22;
const COLUMNS: usize = memory.data<u8>([
  7, 5, 6, 9, 20, 13, 17, 18, 12, 11, 23, 2, 24, 21, 22, 14, 19, 8, 16, 15, 3, 4, 10,
]);
const NAMES: u32 = 23;

/** Items of the record written last that have no colon, by source: autotags 1, exif 2, places 3. */
let badOf: u32 = 0;
export let articleBadAutotags: u32 = 0;
export let articleBadExif: u32 = 0;
export let articleBadPlaces: u32 = 0;

let isOneLine: bool = false;

/** Whether the lines of a row are such that they are taken here; the dataset line is `[start, end)`. */
export function isPlainRow(start: usize, end: usize): bool {
  const first = load<u8>(start);
  if (first == TAB || first == SPACE || !isPrintable(start, end, true)) return false;
  for (let source: usize = 1; source < 4; source++) {
    const from = <usize>load<u32>(PARTS + (source << 3));
    const itemsEnd = <usize>load<u32>(PARTS + (source << 3), 4);
    if (from == itemsEnd) continue;
    if (load<u8>(itemsEnd - 1) == SPACE || !isPrintable(from, itemsEnd, false)) return false;
  }
  return true;
}

/** Only bytes 0x20 to 0x7e, and TABs where they are allowed. */
function isPrintable(from: usize, end: usize, hasTabs: bool): bool {
  const spaces = i8x16.splat(<i8>SPACE);
  const last = i8x16.splat(DEL);
  const tabs = i8x16.splat(hasTabs ? TAB : SPACE);
  for (; from < end; from += 16) {
    const bytes = v128.load(from);
    // As signed numbers bytes over 0x7f are below all others.
    const odd = v128.or(v128.andnot(i8x16.lt_s(bytes, spaces), i8x16.eq(bytes, tabs)), i8x16.eq(bytes, last));
    let bits = <u32>i8x16.bitmask(odd);
    if (end - from < 16) bits &= (1 << (<u32>(end - from))) - 1;
    if (bits) return false;
  }
  return true;
}

/**
 * Writes the record of a row that `isPlainRow` takes; gives where it ends, or 0 where a line has too many items. As
 * one line with LF, or as the script writes it, without.
 */
export function putArticle(columns: u32, isLine: bool, to: usize): usize {
  isOneLine = isLine;
  const begin = to;
  store<u8>(to++, OPEN);
  let end = putPart(EXIF, 2, to, to == begin + 1);
  if (end == 0) return 0;
  articleBadExif = badOf;
  end = putPart(AUTOTAGS, 1, end, end == begin + 1);
  if (end == 0) return 0;
  articleBadAutotags = badOf;
  if (columns == LONG_COLUMNS) end = putOtherMeta(end, end == begin + 1);
  end = putPart(PLACES, 3, end, end == begin + 1);
  if (end == 0) return 0;
  articleBadPlaces = badOf;
  if (end != begin + 1) end = putBreak(0, end);
  store<u8>(end++, CLOSE);
  if (isLine) store<u8>(end++, LF);
  return end;
}

/** What stands in front of a member: a comma unless it is the first, and where lines are broken a new one. */
function putGap(depth: u32, isFirst: bool, to: usize): usize {
  if (!isFirst) {
    store<u8>(to++, COMMA);
    if (isOneLine) store<u8>(to++, SPACE);
  }
  return putBreak(depth, to);
}

/** A line break, and four spaces for each level. */
function putBreak(depth: u32, to: usize): usize {
  if (isOneLine) return to;
  store<u8>(to, LF);
  store<u64>(to, 0x2020202020202020, 1);
  return to + 1 + ((<usize>depth) << 2);
}

/** A part that has no items is left out. */
function putPart(key: usize, source: usize, to: usize, isFirst: bool): usize {
  badOf = 0;
  const from = <usize>load<u32>(PARTS + (source << 3));
  const end = <usize>load<u32>(PARTS + (source << 3), 4);
  if (from == end) return to;
  const items = sortItems(from, end);
  if (items < 0) return 0;
  badOf = badItems;
  to = put(key, putGap(1, isFirst, to));
  store<u8>(to++, OPEN);
  for (let i: usize = 0; i < <usize>items; i++) {
    to = putQuoted(keyStart(i), keyEnd(i), putGap(2, i == 0, to));
    store<u16>(to, 0x203a);
    to = putQuoted(keyEnd(i) + 1, valueEnd(i), to + 2);
  }
  if (items) to = putBreak(1, to);
  store<u8>(to, CLOSE);
  return to + 1;
}

function putQuoted(from: usize, end: usize, to: usize): usize {
  store<u8>(to, 0x22);
  to = escape(from, end, to + 1);
  store<u8>(to, 0x22);
  return to + 1;
}

function putOtherMeta(to: usize, isFirst: bool): usize {
  to = put(OTHER_META, putGap(1, isFirst, to));
  store<u8>(to++, OPEN);
  for (let i: usize = 0; i < <usize>NAMES; i++) {
    const column = <u32>load<u8>(COLUMNS + i);
    to = put(FIRST_NAME + i * NAME_STRIDE, putGap(2, i == 0, to));
    to = escape(cellStart(column), cellEnd(column), to);
    store<u8>(to++, 0x22);
  }
  to = putBreak(1, to);
  store<u8>(to, CLOSE);
  return to + 1;
}
