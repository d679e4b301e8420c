/** One record of the `full` schema; field for field what `core/full.ts` makes, with the same rules for `raw`. */
import { compareBytes } from './compare';
import { isDateCanonical, putDate } from './date';
import { find } from './find';
import { TEXT, VERBATIM } from './host';
import { piece, put } from './json';
import { putLicense } from './license';
import { MEDIA as MEDIA_JSON, PARTS, RAW_CELLS } from './memory';
import { putHash } from './md5';
import { isNumberCanonical, putInteger, putNumber } from './number';
import { badItems, isListCanonical, noItems, putList } from './parts';
import { cellEnd, cellStart, isNullWord, LONG_COLUMNS } from './row';
import { isCanonical, putDecoded, putEncoded, putEscaped, putLatin1 } from './text';
import { HASH_OK, isWanted, KIND, LICENSE, MEDIA, PARTS_FROM, RAW } from './wanted';

const NULL_WORD: u32 = 0x6c6c756e;
const COMMA: u8 = 0x2c;
const QUOTE: u8 = 0x22;
const OPEN: u8 = 0x5b;
const CLOSE: u8 = 0x5d;
const OPEN_BRACE: u8 = 0x7b;
const CLOSE_BRACE: u8 = 0x7d;
const LF: u8 = 10;
const VIDEO_MARKER: u8 = 0x31;

const PHOTO_ID = piece(',"photo_id":"');
const LINE_NUMBER = piece(',"line_number":');
const PHOTO_HASH = piece(',"photo_hash":');
const HASH_OK_KEY = piece(',"hash_ok":');
const KIND_PHOTO = piece(',"kind":"photo"');
const KIND_VIDEO = piece(',"kind":"video"');
const USER_ID = piece(',"user_id":');
const USER_NICKNAME = piece(',"user_nickname":');
const DATE_TAKEN = piece(',"date_taken":');
const DATE_UPLOADED = piece(',"date_uploaded":');
const CAPTURE_DEVICE = piece(',"capture_device":');
const TITLE = piece(',"title":');
const DESCRIPTION = piece(',"description":');
const USER_TAGS = piece(',"user_tags":');
const MACHINE_TAGS = piece(',"machine_tags":');
const LONGITUDE = piece(',"longitude":');
const LATITUDE = piece(',"latitude":');
const POS_ACCURACY = piece(',"pos_accuracy":');
const URL_SHOW = piece(',"url_show":');
const URL_GET = piece(',"url_get":');
const LICENSE_KEY = piece(',"license":');
const LICENSE_NAME = piece(',"license_name":');
const LICENSE_URL = piece(',"license_url":');
const SERVER_ID = piece(',"server_id":');
const FARM_ID = piece(',"farm_id":');
const PHOTO_SECRET = piece(',"photo_secret":');
const PHOTO_SECRET_ORIG = piece(',"photo_secret_orig":');
const PHOTO_EXT = piece(',"photo_ext":');
const AUTOTAGS = piece(',"autotags":');
const PLACES = piece(',"places":');
const EXIF = piece(',"exif":');
const MEDIA_KEY = piece(',"media":');
const RAW_KEY = piece(',"raw":');
const TRUE = piece('true');
const FALSE = piece('false');

let rawEnd: usize = RAW_CELLS;

/** Whether the hash that the record written last states is not that of its URL. */
export let isHashWrong: bool = false;
/** Items of the record written last that are none: autotags, exif, places. */
export let badAutotags: u32 = 0;
export let badExif: u32 = 0;
export let badPlaces: u32 = 0;

/** Writes the record of the row that `openRow` has opened, with an id of digits; gives where it ends. */
export function putRecord(columns: u32, idStart: usize, idEnd: usize, mediaBytes: usize, to: usize): usize {
  const start = to;
  rawEnd = RAW_CELLS;
  isHashWrong = hasWrongHash(columns, to);
  if (isWanted(1)) {
    to = put(PHOTO_ID, to);
    v128.store(to, v128.load(idStart));
    store<u32>(to, load<u32>(idStart, 16), 16);
    to += idEnd - idStart;
    store<u8>(to++, QUOTE);
  }
  if (columns == LONG_COLUMNS) {
    to = putLineNumber(to);
    to = putText(VERBATIM, PHOTO_HASH, 2, to);
    if (isWanted(HASH_OK)) to = put(isHashWrong ? FALSE : TRUE, put(HASH_OK_KEY, to));
  } else {
    if (isWanted(0)) to = putNull(put(LINE_NUMBER, to));
    if (isWanted(2)) to = putOwnHash(put(PHOTO_HASH, to));
    if (isWanted(HASH_OK)) to = putNull(put(HASH_OK_KEY, to));
  }
  if (isWanted(KIND)) to = put(load<u8>(cellStart(24)) == VIDEO_MARKER ? KIND_VIDEO : KIND_PHOTO, to);

  to = putText(VERBATIM, USER_ID, 3, to);
  to = putText(TEXT, USER_NICKNAME, 4, to);
  to = putDateCell(to);
  to = putNumberCell(DATE_UPLOADED, 6, true, to);
  to = putText(TEXT, CAPTURE_DEVICE, 7, to);
  to = putText(TEXT, TITLE, 8, to);
  to = putText(TEXT, DESCRIPTION, 9, to);
  to = putTags(USER_TAGS, 10, to);
  to = putTags(MACHINE_TAGS, 11, to);
  to = putNumberCell(LONGITUDE, 12, false, to);
  to = putNumberCell(LATITUDE, 13, false, to);
  to = putNumberCell(POS_ACCURACY, 14, false, to);
  to = putText(VERBATIM, URL_SHOW, 15, to);
  to = putText(VERBATIM, URL_GET, 16, to);
  if (isWanted(LICENSE)) to = putLicense(cellStart(18), cellEnd(18), put(LICENSE_KEY, to));
  to = putText(VERBATIM, LICENSE_NAME, 17, to);
  to = putText(VERBATIM, LICENSE_URL, 18, to);
  to = putText(VERBATIM, SERVER_ID, 19, to);
  to = putText(VERBATIM, FARM_ID, 20, to);
  to = putText(VERBATIM, PHOTO_SECRET, 21, to);
  to = putText(VERBATIM, PHOTO_SECRET_ORIG, 22, to);
  to = putText(VERBATIM, PHOTO_EXT, 23, to);

  to = putPart(AUTOTAGS, 1, to);
  badAutotags = badItems;
  to = putPart(PLACES, 3, to);
  badPlaces = badItems;
  to = putPart(EXIF, 2, to);
  badExif = badItems;

  if (mediaBytes && isWanted(MEDIA)) {
    to = put(MEDIA_KEY, to);
    memory.copy(to, MEDIA_JSON, mediaBytes);
    to += mediaBytes;
  }
  if (rawEnd != RAW_CELLS && isWanted(RAW)) to = putRaw(to);
  // Over the first comma, if there is one.
  if (to == start) to++;
  store<u8>(start, OPEN_BRACE);
  store<u8>(to, CLOSE_BRACE);
  store<u8>(to, LF, 1);
  return to + 2;
}

/** Whether the row that `openRow` has opened states another hash than that of its URL; `scratch` has room for one. */
export function hasWrongHash(columns: u32, scratch: usize): bool {
  if (columns != LONG_COLUMNS) return false;
  return !isHash(cellStart(2), cellEnd(2), putHash(cellStart(16), cellEnd(16), scratch), scratch);
}

/** Whether `[from, end)` is what was just written from `written` on up to `writtenEnd`. */
function isHash(from: usize, end: usize, writtenEnd: usize, written: usize): bool {
  return end - from == writtenEnd - written && compareBytes(from, written, end - from) == 0;
}

/** The hash of the URL. */
function putOwnHash(to: usize): usize {
  store<u8>(to, QUOTE);
  to = putHash(cellStart(16), cellEnd(16), to + 1);
  store<u8>(to, QUOTE);
  return to + 1;
}

function putNull(to: usize): usize {
  store<u32>(to, NULL_WORD);
  return to + 4;
}

function addRaw(key: usize, from: usize, end: usize): void {
  store<u32>(rawEnd, key);
  store<u32>(rawEnd, from, 4);
  store<u32>(rawEnd, end, 8);
  rawEnd += 12;
}

/** A null line number without a raw one would mean 23 columns. */
function putLineNumber(to: usize): usize {
  if (!isWanted(0)) return to;
  to = put(LINE_NUMBER, to);
  const from = cellStart(0);
  const end = cellEnd(0);
  if (from == end) {
    addRaw(LINE_NUMBER, from, end);
    return putNull(to);
  }
  to = putInteger(from, end, to);
  if (!isNumberCanonical) addRaw(LINE_NUMBER, from, end);
  return to;
}

function putDateCell(to: usize): usize {
  if (!isWanted(5)) return to;
  const from = cellStart(5);
  const end = cellEnd(5);
  to = putDate(from, end, put(DATE_TAKEN, to));
  if (!isDateCanonical) addRaw(DATE_TAKEN, from, end);
  return to;
}

function putNumberCell(key: usize, column: u32, isInteger: bool, to: usize): usize {
  if (!isWanted(column)) return to;
  const from = cellStart(column);
  const end = cellEnd(column);
  to = put(key, to);
  if (from == end) return putNull(to);
  to = isInteger ? putInteger(from, end, to) : putNumber(from, end, to);
  if (!isNumberCanonical) addRaw(key, from, end);
  return to;
}

/** `kind`: TEXT, which is decoded, or VERBATIM. */
function putText(kind: u32, key: usize, column: u32, to: usize): usize {
  if (!isWanted(column)) return to;
  const from = cellStart(column);
  const end = cellEnd(column);
  to = put(key, to);
  if (from == end) return putNull(to);
  if (isNullWord(from, end)) {
    addRaw(key, from, end);
    return putNull(to);
  }
  to = kind == TEXT ? putDecoded(TEXT, from, end, to) : putEscaped(VERBATIM, from, end, to);
  if (!isCanonical) addRaw(key, from, end);
  return to;
}

function putTags(key: usize, column: u32, to: usize): usize {
  if (!isWanted(column)) return to;
  const from = cellStart(column);
  const end = cellEnd(column);
  to = put(key, to);
  store<u8>(to++, OPEN);
  let isWhole = true;
  for (let at = from; from != end && at <= end;) {
    const comma = find(COMMA, at, end);
    to = putEncoded(at, comma, to);
    isWhole = isWhole && isCanonical;
    store<u8>(to++, COMMA);
    at = comma + 1;
  }
  // The last comma gives way to the end.
  if (from != end) to--;
  store<u8>(to, CLOSE);
  if (!isWhole) addRaw(key, from, end);
  return to + 1;
}

/** `part`: the number of its source. */
function putPart(key: usize, part: u32, to: usize): usize {
  if (!isWanted(PARTS_FROM + part)) {
    noItems();
    return to;
  }
  to = put(key, to);
  const from = <usize>load<u32>(PARTS + ((<usize>part) << 3));
  if (from == 0) {
    noItems();
    return putNull(to);
  }
  const end = <usize>load<u32>(PARTS + ((<usize>part) << 3), 4);
  to = putList(part, from, end, to);
  if (!isListCanonical) addRaw(key, from, end);
  return to;
}

function putRaw(to: usize): usize {
  to = put(RAW_KEY, to);
  const first = to;
  for (let at: usize = RAW_CELLS; at < rawEnd; at += 12) {
    to = put(load<u32>(at), to);
    to = putLatin1(load<u32>(at, 4), load<u32>(at, 8), to);
  }
  // Over the first comma.
  store<u8>(first, OPEN_BRACE);
  store<u8>(to, CLOSE_BRACE);
  return to + 1;
}
