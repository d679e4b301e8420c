/** Takes one column of all records apart: its levels, and of each of its leaves the values. */
import { definitions, LEAVES, offsets, repetitions, valuesOf } from './memory';
import { isKey } from './scan';
import { putJson, putNumber, putText, written } from './values';

/** Kinds of a leaf, as the host has them. */
export const TEXT: u32 = 0;
export const INTEGER: u32 = 1;
export const NUMBER: u32 = 2;
export const BOOLEAN: u32 = 3;
export const JSON_TEXT: u32 = 4;

const COMMA: u8 = 0x2c;
const OPEN: u8 = 0x5b;
const CLOSE: u8 = 0x5d;
const OPEN_BRACE: u8 = 0x7b;
const CLOSE_BRACE: u8 = 0x7d;
const NULL_WORD: u32 = 0x6c6c756e;
const TRUE_WORD: u32 = 0x65757274;
const FALSE_WORD: u32 = 0x736c6166;
const LEAF_STRIDE: usize = 16;

/** Levels of the column; values of each leaf, and where their bytes end. */
export let levelCount: usize = 0;
export let presentCount: usize = 0;
const ENDS = memory.data(16);

export function valuesEnd(leaf: usize): usize {
  return load<u32>(ENDS + (leaf << 2));
}

/** False where a value is not as its column wants it. `leaf` is the first of the column's in `LEAVES`. */
export function fillColumn(
  key: usize,
  keys: usize,
  rows: usize,
  end: usize,
  leaf: usize,
  leafCount: usize,
  isOptional: bool,
  isList: bool,
): bool {
  levelCount = 0;
  presentCount = 0;
  for (let k: usize = 0; k < leafCount; k++) store<u32>(ENDS + (k << 2), <u32>valuesOf(k));
  const leaves = LEAVES + leaf * LEAF_STRIDE;
  const present: u32 = (isOptional ? 1 : 0) + (isList ? 1 : 0);
  for (let row: usize = 0; row < rows; row++) {
    let at = <usize>load<u32>(offsets + ((row * keys + key) << 2));
    if (at == 0 || load<u32>(at) == NULL_WORD) {
      if (!isOptional) return false;
      putLevels(0, 0);
      continue;
    }
    if (!isList) {
      if (!putLeaf(leaves, 0, at, end)) return false;
      putLevels(present, 0);
      presentCount++;
      continue;
    }
    if (load<u8>(at++) != OPEN) return false;
    if (load<u8>(at) == CLOSE) {
      putLevels(present - 1, 0);
      continue;
    }
    for (let isNext: u32 = 0; ; isNext = 1) {
      at = leafCount == 1 ? putLeaf(leaves, 0, at, end) : putStruct(leaves, leafCount, at, end);
      if (at == 0) return false;
      putLevels(present, isNext);
      presentCount++;
      const byte = load<u8>(at++);
      if (byte == CLOSE) break;
      if (byte != COMMA) return false;
    }
  }
  return true;
}

function putLevels(definition: u32, repetition: u32): void {
  store<u32>(definitions + (levelCount << 2), definition);
  store<u32>(repetitions + (levelCount << 2), repetition);
  levelCount++;
}

function putStruct(leaves: usize, leafCount: usize, at: usize, end: usize): usize {
  for (let k: usize = 0; k < leafCount; k++) {
    const leaf = leaves + k * LEAF_STRIDE;
    if (load<u8>(at) != (k == 0 ? OPEN_BRACE : COMMA)) return 0;
    const nameBytes = <usize>load<u32>(leaf, 4);
    if (!isKey(at + 1, load<u32>(leaf), nameBytes)) return 0;
    at = putLeaf(leaf, k, at + 4 + nameBytes, end);
    if (at == 0) return 0;
  }
  return load<u8>(at) == CLOSE_BRACE ? at + 1 : 0;
}

function putLeaf(leaf: usize, k: usize, at: usize, end: usize): usize {
  const kind = load<u32>(leaf, 8);
  const to = <usize>load<u32>(ENDS + (k << 2));
  let behind: usize = 0;
  if (kind == TEXT) {
    behind = putText(at, end, to);
  } else if (kind == JSON_TEXT) {
    behind = putJson(at, end, to);
  } else if (kind == BOOLEAN) {
    const word = load<u32>(at);
    if (word != TRUE_WORD && word != FALSE_WORD) return 0;
    store<u8>(to, word == TRUE_WORD ? 1 : 0);
    store<u32>(ENDS + (k << 2), <u32>(to + 1));
    return at + (word == TRUE_WORD ? 4 : 5);
  } else {
    behind = putNumber(at, kind == INTEGER, to);
  }
  store<u32>(ENDS + (k << 2), <u32>written);
  return behind;
}
