/** One record of the `full` schema; field for field what `core/full.ts` makes, with the same rules for `raw`. */
import { compareBytes } from '../compare';
import {
  All,
  has,
  putDateCell,
  putLineNumber,
  putNull,
  putNumberCell,
  putPart,
  putTags,
  putText,
  Some,
} from './full-cells';
import { TEXT, VERBATIM } from './host';
import { piece, put } from './json';
import { putLicense } from './license';
import { putHash } from './md5';
import { MEDIA as MEDIA_JSON } from './memory';
import { badItems } from './parts';
import { clearRaw, hasRaw, putRaw } from './raw-cells';
import { cellEnd, cellStart, LONG_COLUMNS, statesHash } from './row';
import { areAllWanted, HASH_OK, KIND, LICENSE, MEDIA, RAW } from './wanted';

const QUOTE: u8 = 0x22;
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

/** Whether the hash that the record written last states is not that of its URL. */
export let isHashWrong: bool = false;
/** Items of the record written last that are none: autotags, exif, places. */
export let badAutotags: u32 = 0;
export let badExif: u32 = 0;
export let badPlaces: u32 = 0;

/** Writes the record of the row that `openRow` has opened, with an id of digits; gives where it ends. */
export function putRecord(columns: u32, idStart: usize, idEnd: usize, mediaBytes: usize, to: usize): usize {
  return areAllWanted
    ? putFields<All>(columns, idStart, idEnd, mediaBytes, to)
    : putFields<Some>(columns, idStart, idEnd, mediaBytes, to);
}

function putFields<Fields>(columns: u32, idStart: usize, idEnd: usize, mediaBytes: usize, to: usize): usize {
  const start = to;
  clearRaw();
  isHashWrong = hasWrongHash(to);
  if (has<Fields>(1)) {
    to = put(PHOTO_ID, to);
    v128.store(to, v128.load(idStart));
    store<u32>(to, load<u32>(idStart, 16), 16);
    to += idEnd - idStart;
    store<u8>(to++, QUOTE);
  }
  if (columns == LONG_COLUMNS) to = putLineNumber<Fields>(LINE_NUMBER, to);
  else if (has<Fields>(0)) to = putNull(put(LINE_NUMBER, to));
  if (statesHash()) {
    to = putText<Fields>(VERBATIM, PHOTO_HASH, 2, to);
    if (has<Fields>(HASH_OK)) to = put(isHashWrong ? FALSE : TRUE, put(HASH_OK_KEY, to));
  } else {
    if (has<Fields>(2)) to = putOwnHash(put(PHOTO_HASH, to));
    if (has<Fields>(HASH_OK)) to = putNull(put(HASH_OK_KEY, to));
  }
  if (has<Fields>(KIND)) to = put(load<u8>(cellStart(24)) == VIDEO_MARKER ? KIND_VIDEO : KIND_PHOTO, to);

  to = putText<Fields>(VERBATIM, USER_ID, 3, to);
  to = putText<Fields>(TEXT, USER_NICKNAME, 4, to);
  to = putDateCell<Fields>(DATE_TAKEN, 5, to);
  to = putNumberCell<Fields>(DATE_UPLOADED, 6, true, to);
  to = putText<Fields>(TEXT, CAPTURE_DEVICE, 7, to);
  to = putText<Fields>(TEXT, TITLE, 8, to);
  to = putText<Fields>(TEXT, DESCRIPTION, 9, to);
  to = putTags<Fields>(USER_TAGS, 10, to);
  to = putTags<Fields>(MACHINE_TAGS, 11, to);
  to = putNumberCell<Fields>(LONGITUDE, 12, false, to);
  to = putNumberCell<Fields>(LATITUDE, 13, false, to);
  to = putNumberCell<Fields>(POS_ACCURACY, 14, false, to);
  to = putText<Fields>(VERBATIM, URL_SHOW, 15, to);
  to = putText<Fields>(VERBATIM, URL_GET, 16, to);
  if (has<Fields>(LICENSE)) to = putLicense(cellStart(18), cellEnd(18), put(LICENSE_KEY, to));
  to = putText<Fields>(VERBATIM, LICENSE_NAME, 17, to);
  to = putText<Fields>(VERBATIM, LICENSE_URL, 18, to);
  to = putText<Fields>(VERBATIM, SERVER_ID, 19, to);
  to = putText<Fields>(VERBATIM, FARM_ID, 20, to);
  to = putText<Fields>(VERBATIM, PHOTO_SECRET, 21, to);
  to = putText<Fields>(VERBATIM, PHOTO_SECRET_ORIG, 22, to);
  to = putText<Fields>(VERBATIM, PHOTO_EXT, 23, to);

  to = putPart<Fields>(AUTOTAGS, 1, to);
  badAutotags = badItems;
  to = putPart<Fields>(PLACES, 3, to);
  badPlaces = badItems;
  to = putPart<Fields>(EXIF, 2, to);
  badExif = badItems;

  if (mediaBytes && has<Fields>(MEDIA)) {
    to = put(MEDIA_KEY, to);
    memory.copy(to, MEDIA_JSON, mediaBytes);
    to += mediaBytes;
  }
  if (hasRaw() && has<Fields>(RAW)) to = putRaw(put(RAW_KEY, to));
  // Over the first comma, if there is one.
  if (to == start) to++;
  store<u8>(start, OPEN_BRACE);
  store<u8>(to, CLOSE_BRACE);
  store<u8>(to, LF, 1);
  return to + 2;
}

/** Whether the row that `openRow` has opened states another hash than that of its URL; `scratch` has room for one. */
export function hasWrongHash(scratch: usize): bool {
  if (!statesHash()) return false;
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
