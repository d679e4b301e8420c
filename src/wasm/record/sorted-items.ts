/**
 * The items of a line, `key:value` between commas, sorted by key as Python sorts: byte by byte, the last one of equal keys.
 *
 * A camera's keys share long beginnings (`Exif+SubIFD.`) and come nearly in groups: so each item keeps 16 bytes of its key
 * from where the line's keys begin to differ, as two numbers that sort as the bytes do, and an insertion sort compares
 * those. Only keys that are the same up to there are compared in full.
 */
import { compareTexts } from '../compare';
import { find } from './find';
import { ITEMS } from './memory';

const COMMA: u8 = 0x2c;
const COLON: u8 = 0x3a;

/** Where the key begins and ends, and where the value ends, three words and one unused; then the key's 16 bytes. */
const ITEM_BYTES: usize = 32;
const HIGH: usize = 16;
const LOW: usize = 24;

/** More items in one line than any camera writes: sorting them one by one would take long. */
const MAX_ITEMS: usize = 1024;

/** Items read last that have no colon. */
export let badItems: u32 = 0;

export function keyStart(item: usize): usize {
  return load<u32>(ITEMS + item * ITEM_BYTES);
}

/** Behind it stand the colon and the value. */
export function keyEnd(item: usize): usize {
  return load<u32>(ITEMS + item * ITEM_BYTES, 4);
}

export function valueEnd(item: usize): usize {
  return load<u32>(ITEMS + item * ITEM_BYTES, 8);
}

/**
 * Reads the items in `[from, end)`; gives how many there are, or -1 for too many. The key is what stands in front of an
 * item's first colon, the value what stands between that and the next.
 */
export function sortItems(from: usize, end: usize): i32 {
  const count = readItems(from, end);
  if (count < 0) return -1;
  const shared = sharedBytes(<usize>count);
  let sorted: usize = 0;
  for (let next: usize = 0; next < <usize>count; next++) {
    const at = ITEMS + next * ITEM_BYTES;
    const start = <usize>load<u32>(at);
    const behind = <usize>load<u32>(at, 4);
    const valueBehind = load<u32>(at, 8);
    const high = keyBytes(start + shared, behind);
    const low = keyBytes(start + shared + 8, behind);
    let place = ITEMS + sorted * ITEM_BYTES;
    let isSame = false;
    while (place > ITEMS) {
      const before = place - ITEM_BYTES;
      const otherHigh = load<u64>(before, HIGH);
      if (otherHigh < high) break;
      if (otherHigh == high) {
        const otherLow = load<u64>(before, LOW);
        if (otherLow < low) break;
        if (otherLow == low) {
          const other = <usize>load<u32>(before);
          const order = compareTexts(start, behind - start, other, <usize>load<u32>(before, 4) - other);
          if (order > 0) break;
          isSame = order == 0;
          if (isSame) break;
        }
      }
      copyItem(place, before);
      place = before;
    }
    // What was moved up to make room for one that then is not new moves back.
    if (isSame) {
      const last = ITEMS + sorted * ITEM_BYTES;
      for (let hole = place; hole < last; hole += ITEM_BYTES) copyItem(hole, hole + ITEM_BYTES);
      place -= ITEM_BYTES;
    } else {
      sorted++;
    }
    store<u32>(place, <u32>start);
    store<u32>(place, <u32>behind, 4);
    store<u32>(place, valueBehind, 8);
    store<u64>(place, high, HIGH);
    store<u64>(place, low, LOW);
  }
  return <i32>sorted;
}

/** Notes where the items are, in the order of the line. */
function readItems(from: usize, end: usize): i32 {
  badItems = 0;
  let count: usize = 0;
  for (let at = from, comma: usize = 0; at <= end; at = comma + 1) {
    comma = find(COMMA, at, end);
    const colon = find(COLON, at, comma);
    if (colon == comma) {
      badItems++;
      continue;
    }
    if (count == MAX_ITEMS) return -1;
    const item = ITEMS + count * ITEM_BYTES;
    store<u32>(item, at);
    store<u32>(item, colon, 4);
    store<u32>(item, find(COLON, colon + 1, comma), 8);
    count++;
  }
  return <i32>count;
}

/** How many bytes all keys have in common at their beginning; at most eight. */
function sharedBytes(count: usize): usize {
  if (count == 0) return 0;
  const first = load<u64>(keyStart(0));
  let differing: u64 = 0;
  let least: usize = 8;
  for (let item: usize = 0; item < count; item++) {
    differing |= load<u64>(keyStart(item)) ^ first;
    least = min(least, keyEnd(item) - keyStart(item));
  }
  return min(least, <usize>(ctz(differing) >> 3));
}

/** Eight bytes of a key as a number that sorts as they do; those behind its end are zeros. */
function keyBytes(from: usize, end: usize): u64 {
  if (from >= end) return 0;
  const bytes = bswap<u64>(load<u64>(from));
  if (end - from >= 8) return bytes;
  const behind = <u64>((8 - (end - from)) << 3);
  return (bytes >> behind) << behind;
}

function copyItem(to: usize, from: usize): void {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
}
