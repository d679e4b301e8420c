/** The fields of the `full` schema: each writes its key and its value at `to`, if it is wanted, and gives where they end. */
import { isDateCanonical, putDate } from './date';
import { find } from './find';
import { TEXT, VERBATIM } from './host';
import { put } from './json';
import { PARTS } from './memory';
import { isNumberCanonical, putInteger, putNumber } from './number';
import { isListCanonical, noItems, putList } from './parts';
import { addRaw } from './raw-cells';
import { cellEnd, cellStart, isNullWord } from './row';
import { isCanonical, putDecoded, putEncoded, putEscaped } from './text';
import { isWanted, PARTS_FROM } from './wanted';

const NULL_WORD: u32 = 0x6c6c756e;
const COMMA: u8 = 0x2c;
const OPEN: u8 = 0x5b;
const CLOSE: u8 = 0x5d;

/** Which fields a function writes: types, so that the compiler makes one of each for either. */
export type All = u8;
export type Some = u16;

/** Whether a field is written. Of `All` that is known when the module is built, so that whole records are asked nothing. */
export function has<Fields>(field: u32): bool {
  return sizeof<Fields>() == sizeof<All>() || isWanted(field);
}

export function putNull(to: usize): usize {
  store<u32>(to, NULL_WORD);
  return to + 4;
}

/** A null line number without a raw one would mean 23 columns. */
export function putLineNumber<Fields>(key: usize, to: usize): usize {
  if (!has<Fields>(0)) return to;
  to = put(key, to);
  const from = cellStart(0);
  const end = cellEnd(0);
  if (from == end) {
    addRaw(key, from, end);
    return putNull(to);
  }
  to = putInteger(from, end, to);
  if (!isNumberCanonical) addRaw(key, from, end);
  return to;
}

export function putDateCell<Fields>(key: usize, column: u32, to: usize): usize {
  if (!has<Fields>(column)) return to;
  const from = cellStart(column);
  const end = cellEnd(column);
  to = putDate(from, end, put(key, to));
  if (!isDateCanonical) addRaw(key, from, end);
  return to;
}

export function putNumberCell<Fields>(key: usize, column: u32, isInteger: bool, to: usize): usize {
  if (!has<Fields>(column)) return to;
  const from = cellStart(column);
  const end = cellEnd(column);
  to = put(key, to);
  if (from == end) return putNull(to);
  to = isInteger ? putInteger(from, end, to) : putNumber(from, end, to);
  if (!isNumberCanonical) addRaw(key, from, end);
  return to;
}

/** `kind`: TEXT, which is decoded, or VERBATIM. */
export function putText<Fields>(kind: u32, key: usize, column: u32, to: usize): usize {
  if (!has<Fields>(column)) return to;
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

export function putTags<Fields>(key: usize, column: u32, to: usize): usize {
  if (!has<Fields>(column)) return to;
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
export function putPart<Fields>(key: usize, part: u32, to: usize): usize {
  if (!has<Fields>(PARTS_FROM + part)) {
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
