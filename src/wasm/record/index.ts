/**
 * Rows to records: what the host may call.
 *
 * The host fills five input areas with lines, one of each source for each row, and calls `encodeRows`. It goes on from
 * row to row while their ids agree, and stops in front of a row that needs the host: where lines are cut at the end
 * of what is there, the output is full, or a row is odd. What is odd is decided here only as far as to know that it is.
 */
import { articleBadAutotags, articleBadExif, articleBadPlaces, isPlainRow, putArticle } from './article';
import { badAutotags, badExif, badPlaces, hasWrongHash, isHashWrong, putRecord } from './full';
import { compareBytes } from '../compare';
import { countRecord, isCounting, setCounting } from './counts';
import { isTaken } from './filter';
import { fillEscapes } from './json';
import { cellCount, findCells, findLf, lineEnd } from './lines';
import {
  CELL_ENDS,
  COUNTS,
  CURSORS,
  ENDS,
  FILTER,
  FILTER_CAPACITY,
  INPUT,
  INPUT_CAPACITY,
  INPUT_STRIDE,
  MAX_RECORDS,
  MEDIA,
  MEDIA_CAPACITY,
  OUTPUT,
  OUTPUT_CAPACITY,
  PARTS,
  RECORDS,
  RECORD_STRIDE,
} from './memory';
import { cellEnd, openRow } from './row';
import { addSeen, openSeen } from './seen';
import { fillTextTables } from './text';
import { setFields } from './wanted';

export { openSeen, setCounting, setFields };

/** The schema's number: of the article's records as lines, and as the script's files. */
const FULL: u32 = 0;
const ARTICLE_LINE: u32 = 1;

/** Why `encodeRows` has stopped. */
const DONE: i32 = 0;
const NEEDS_INPUT: i32 = 1;
const OUTPUT_FULL: i32 = 2;
const ODD_ROW: i32 = 3;

const TAB: u8 = 9;
const MAX_ID_DIGITS: usize = 19;
const SHORT_ID_DIGITS: usize = 3;

/**
 * A byte of a line becomes at most so many: three bytes of an exif item, `.:,`, become 36; and what is not canonical
 * stands in `raw` once more, a control character as six. The names of the fields take under 1 KiB.
 */
const MOST_OUTPUT_PER_BYTE: usize = 20;
const MOST_NAMES: usize = 2048;

export const inputAddress: usize = INPUT;
export const inputStride: usize = INPUT_STRIDE;
export const inputCapacity: usize = INPUT_CAPACITY;
export const cursorsAddress: usize = CURSORS;
export const outputAddress: usize = OUTPUT;
export const recordsAddress: usize = RECORDS;
export const recordStride: usize = RECORD_STRIDE;
export const mediaAddress: usize = MEDIA;
export const mediaCapacity: usize = MEDIA_CAPACITY;
export const filterAddress: usize = FILTER;
export const filterCapacity: usize = FILTER_CAPACITY;
export const countsAddress: usize = COUNTS;

/** Of the last call: rows, records, and where their bytes end. */
export let rowCount: u32 = 0;
export let recordCount: u32 = 0;
export let outputEnd: usize = OUTPUT;
/** Counted until the host sets them to 0. */
export let wrongHashes: u32 = 0;
export let badAutotagItems: u32 = 0;
export let badExifItems: u32 = 0;
export let badPlaceItems: u32 = 0;
export let shortIds: u32 = 0;

fillEscapes();
fillTextTables();

/**
 * Encodes up to `maxRows` rows. `sources` has a bit for each source that has a line for each row: 1 dataset, 2 autotags,
 * 4 exif, 8 places, 16 hash. With `isChecked` a row whose id has come before is odd; with `isFiltered` only rows that the filter
 * takes become records. `schema`: 0 full, 1 article as a line, 2 article as a file. `mediaBytes` of `MEDIA` go into each record.
 */
export function encodeRows(
  maxRows: u32,
  sources: u32,
  isChecked: bool,
  isFiltered: bool,
  schema: u32,
  mediaBytes: usize,
): i32 {
  rowCount = 0;
  recordCount = 0;
  let to = OUTPUT;
  outputEnd = to;
  for (let row: u32 = 0; row < maxRows; row++) {
    if (recordCount == MAX_RECORDS) return OUTPUT_FULL;
    const start = <usize>load<u32>(CURSORS);
    const lf = findCells(start, load<u32>(ENDS));
    if (lf == 0) return NEEDS_INPUT;
    const columns = cellCount;
    if (columns != 25 && columns != 23) return ODD_ROW;
    const idStart = columns == 25 ? <usize>load<u32>(CELL_ENDS) + 1 : start;
    const idEnd = <usize>load<u32>(CELL_ENDS + (columns == 25 ? 4 : 0));
    if (!isPlainId(idStart, idEnd)) return ODD_ROW;
    const markerEnd = <usize>load<u32>(CELL_ENDS + ((<usize>(columns - 1)) << 2));
    const marker = <u32>load<u8>(markerEnd - 1) - 0x30;
    if (marker > 1 || load<u8>(markerEnd - 2) != TAB) return ODD_ROW;

    let bytes = lf - start + mediaBytes;
    const autotagsLf = takePart(1, sources, idStart, idEnd);
    const exifLf = takePart(2, sources, idStart, idEnd);
    const placesLf = takePart(3, sources, idStart, idEnd);
    const hashLf = takePart(4, sources, idStart, idEnd);
    if (autotagsLf == CUT || exifLf == CUT || placesLf == CUT || hashLf == CUT) return NEEDS_INPUT;
    if (autotagsLf == OTHER || exifLf == OTHER || placesLf == OTHER || hashLf == OTHER) return ODD_ROW;
    bytes += partBytes(1) + partBytes(2) + partBytes(3) + partBytes(4);
    const most = bytes * MOST_OUTPUT_PER_BYTE + MOST_NAMES;
    if (to + most > OUTPUT + OUTPUT_CAPACITY) return to == OUTPUT ? ODD_ROW : OUTPUT_FULL;
    openRow(start, columns);
    if (schema != FULL && !isPlainRow(start, cellEnd(24))) return ODD_ROW;
    if (isChecked && !addSeen(idOf(idStart, idEnd))) return ODD_ROW;

    if (!isFiltered || isTaken(idOf(idStart, idEnd), marker == 1, to)) {
      if (schema == FULL) {
        to = putRecord(columns, idStart, idEnd, mediaBytes, to);
        noteRecord(idStart, idEnd, to, isHashWrong, badAutotags, badExif, badPlaces);
      } else {
        const isWrong = hasWrongHash(to);
        const behind = putArticle(columns, schema == ARTICLE_LINE, to);
        if (behind == 0) return ODD_ROW;
        to = behind;
        noteRecord(idStart, idEnd, to, isWrong, articleBadAutotags, articleBadExif, articleBadPlaces);
      }
      if (isCounting) countRecord(marker == 1);
    }
    rowCount++;
    store<u32>(CURSORS, lf + 1);
    if (sources & 2) store<u32>(CURSORS, autotagsLf + 1, 4);
    if (sources & 4) store<u32>(CURSORS, exifLf + 1, 8);
    if (sources & 8) store<u32>(CURSORS, placesLf + 1, 12);
    if (sources & 16) store<u32>(CURSORS, hashLf + 1, 16);
    outputEnd = to;
  }
  return DONE;
}

/** What `takePart` gives instead of the LF of a line: it is cut, or has another id. */
const CUT: usize = 0;
const OTHER: usize = 1;
const NO_LINE: usize = 2;

/** The LF of the next line of a source; leaves its items in `PARTS`. */
function takePart(source: u32, sources: u32, idStart: usize, idEnd: usize): usize {
  const part = PARTS + ((<usize>source) << 3);
  store<u64>(part, 0);
  if (!(sources & (1 << source))) return NO_LINE;
  const at = <usize>load<u32>(CURSORS + ((<usize>source) << 2));
  const lf = findLf(at, load<u32>(ENDS + ((<usize>source) << 2)));
  if (lf == 0) return CUT;
  const digits = idEnd - idStart;
  if (lf - at <= digits || load<u8>(at + digits) != TAB || compareBytes(at, idStart, digits) != 0) return OTHER;
  const from = at + digits + 1;
  store<u32>(part, from);
  store<u32>(part, max(from, lineEnd(at, lf)), 4);
  return lf;
}

function partBytes(source: u32): usize {
  const part = PARTS + ((<usize>source) << 3);
  return load<u32>(part, 4) - load<u32>(part);
}

/** 1 to 19 digits, the first no zero: such an id is a number of 64 bits, and no other text is the same one. */
function isPlainId(from: usize, end: usize): bool {
  const digits = end - from;
  if (digits == 0 || digits > MAX_ID_DIGITS || load<u8>(from) == 0x30) return false;
  for (let at = from; at < end; at++) {
    if (<u32>load<u8>(at) - 0x30 > 9) return false;
  }
  return true;
}

function idOf(from: usize, end: usize): u64 {
  let id: u64 = 0;
  for (let at = from; at < end; at++) id = id * 10 + <u64>(load<u8>(at) - 0x30);
  return id;
}

function noteRecord(
  idStart: usize,
  idEnd: usize,
  end: usize,
  isWrong: bool,
  autotags: u32,
  exif: u32,
  places: u32,
): void {
  const at = RECORDS + <usize>recordCount * RECORD_STRIDE;
  store<u32>(at, end);
  store<u32>(at, idEnd - idStart, 4);
  v128.store(at, v128.load(idStart), 8);
  store<u64>(at, load<u64>(idStart, 16), 24);
  recordCount++;
  if (idEnd - idStart <= SHORT_ID_DIGITS) shortIds++;
  if (isWrong) wrongHashes++;
  badAutotagItems += autotags;
  badExifItems += exif;
  badPlaceItems += places;
}
