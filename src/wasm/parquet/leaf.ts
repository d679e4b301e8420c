/** The pages of one leaf of the column that `fillColumn` has taken apart. */
import { compareTexts } from '../compare';
import { BOOLEAN, INTEGER, JSON_TEXT, levelCount, NUMBER, presentCount, valuesEnd } from './column';
import { buildDictionary, entryCount, indexWidth, noDictionary, putEntries, valueBytes } from './dictionary';
import { putHybrid } from './hybrid';
import { definitions, ENTRIES, indexes, output, page, repetitions, valuesOf } from './memory';
import { compress } from './snappy';

/** A page ends with the row that reaches it. */
const PAGE_BYTES: usize = 1 << 20;
const INDEX_BYTES: usize = 4;

/** Where the least and the greatest value stand, in PLAIN; 0 where there is none. */
export let leastAt: usize = 0;
export let greatestAt: usize = 0;

/** Of the page, or dictionary, written last: what its header says, and where it ends in the output. */
export let pageLevels: usize = 0;
export let pageNulls: usize = 0;
export let pageRows: usize = 0;
export let repetitionBytes: usize = 0;
export let definitionBytes: usize = 0;
export let plainBytes: usize = 0;
export let outputEnd: usize = 0;

let kindOfLeaf: u32 = 0;
let fixedBytes: usize = 0;
let greatestDefinition: u32 = 0;
let hasRepetitions: bool = false;
let levelAt: usize = 0;
let valueAt: usize = 0;
let valueNumber: usize = 0;

export function openLeaf(leaf: usize, kind: u32, isOptional: bool, isList: bool): void {
  kindOfLeaf = kind;
  fixedBytes = kind == BOOLEAN ? 1 : kind == NUMBER || kind == INTEGER ? 8 : 0;
  greatestDefinition = (isOptional ? 1 : 0) + (isList ? 1 : 0);
  hasRepetitions = isList;
  levelAt = 0;
  valueNumber = 0;
  valueAt = valuesOf(leaf);
  if (kind == BOOLEAN) noDictionary();
  else buildDictionary(valueAt, valuesEnd(leaf), presentCount, fixedBytes);
  findBounds(valueAt, valuesEnd(leaf));
}

function findBounds(from: usize, end: usize): void {
  leastAt = 0;
  greatestAt = 0;
  // Bounds of JSON are whole values, and tell a reader nothing.
  if (kindOfLeaf == JSON_TEXT || from == end) return;
  leastAt = from;
  greatestAt = from;
  if (entryCount) {
    for (let k: usize = 0; k < <usize>entryCount; k++) addBound(load<u32>(ENTRIES + (k << 2)));
  } else {
    for (let at = from; at < end; at += valueBytes(at, fixedBytes)) addBound(at);
  }
}

function addBound(at: usize): void {
  if (isValueBelow(at, leastAt)) leastAt = at;
  else if (isValueBelow(greatestAt, at)) greatestAt = at;
}

function isValueBelow(left: usize, right: usize): bool {
  if (kindOfLeaf == NUMBER) return load<f64>(left) < load<f64>(right);
  if (kindOfLeaf == INTEGER) return load<i64>(left) < load<i64>(right);
  if (kindOfLeaf == BOOLEAN) return load<u8>(left) < load<u8>(right);
  return compareTexts(left + 4, load<u32>(left), right + 4, load<u32>(right)) < 0;
}

/** Writes the dictionary; false where there is none. */
export function putDictionary(): bool {
  if (entryCount == 0) return false;
  const end = putEntries(page, fixedBytes);
  plainBytes = end - page;
  outputEnd = compress(page, end, output);
  return true;
}

/** Writes the next page, with its levels in front; false when there is none. */
export function putPage(): bool {
  if (levelAt == levelCount) return false;
  const firstLevel = levelAt;
  const firstValue = valueAt;
  const firstNumber = valueNumber;
  let bytes: usize = 0;
  pageRows = 0;
  for (; levelAt < levelCount; levelAt++) {
    if (!hasRepetitions || load<u32>(repetitions + (levelAt << 2)) == 0) {
      if (bytes >= PAGE_BYTES) break;
      pageRows++;
    }
    if (load<u32>(definitions + (levelAt << 2)) != greatestDefinition) continue;
    const size = valueBytes(valueAt, fixedBytes);
    valueAt += size;
    valueNumber++;
    bytes += entryCount ? INDEX_BYTES : size;
  }
  pageLevels = levelAt - firstLevel;
  pageNulls = pageLevels - (valueNumber - firstNumber);
  let to = output;
  if (hasRepetitions) to = putHybrid(repetitions + (firstLevel << 2), pageLevels, 1, to);
  repetitionBytes = to - output;
  if (greatestDefinition) to = putHybrid(definitions + (firstLevel << 2), pageLevels, greatestDefinition, to);
  definitionBytes = to - output - repetitionBytes;
  putValues(firstValue, firstNumber, to);
  return true;
}

function putValues(firstValue: usize, firstNumber: usize, to: usize): void {
  let from = page;
  let end = page;
  if (entryCount) {
    store<u8>(page, <u8>indexWidth());
    end = putHybrid(indexes + (firstNumber << 2), valueNumber - firstNumber, indexWidth(), page + 1);
  } else if (kindOfLeaf == BOOLEAN) {
    end = putBits(firstValue, valueAt, page);
  } else {
    from = firstValue;
    end = valueAt;
  }
  plainBytes = end - from;
  outputEnd = compress(from, end, to);
}

function putBits(from: usize, end: usize, to: usize): usize {
  for (; from < end; from += 8) {
    let bits: u8 = 0;
    for (let k: usize = 0; k < 8 && from + k < end; k++) bits |= load<u8>(from + k) << (<u8>k);
    store<u8>(to++, bits);
  }
  return to;
}
