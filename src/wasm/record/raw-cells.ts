/** The cells of a record that its values would not give back: gathered as the record is written, and then its `raw`. */
import { put } from './json';
import { RAW_CELLS } from './memory';
import { putLatin1 } from './text';

const OPEN_BRACE: u8 = 0x7b;
const CLOSE_BRACE: u8 = 0x7d;

let rawEnd: usize = RAW_CELLS;

/** Begins with none. */
export function clearRaw(): void {
  rawEnd = RAW_CELLS;
}

export function hasRaw(): bool {
  return rawEnd != RAW_CELLS;
}

/** Adds bytes `[from, end)` under a key. */
export function addRaw(key: usize, from: usize, end: usize): void {
  store<u32>(rawEnd, key);
  store<u32>(rawEnd, from, 4);
  store<u32>(rawEnd, end, 8);
  rawEnd += 12;
}

/** Writes them as an object at `to`; gives where it ends. */
export function putRaw(to: usize): usize {
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
