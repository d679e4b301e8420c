/**
 * Reads what a block says of itself before its symbols.
 *
 * Layout, in bits: 48 magic, 32 CRC, 1 randomised, 24 origPtr, 16 which sixteenths of the byte values occur, then 16
 * for each of those; 3 number of codes, 15 number of selectors, each selector in unary; then the codes, see `codes.ts`.
 */
import { hasInput, skip, take, window } from './bits';
import { BAD_CODE_COUNT, BAD_MAGIC, BAD_SELECTOR, NO_SYMBOLS, OK, TRUNCATED } from './failure';
import { BLOCK_MAGIC_HIGH, BLOCK_MAGIC_LOW, MAX_CODES, MAX_SELECTORS, MIN_CODES } from './format';
import { RECENT_BYTES, SELECTORS } from './memory';

export let storedCrc: u32 = 0;
export let isRandomised: bool = false;
/** The row of the sorted block that holds the first byte. */
export let origPtr: u32 = 0;
/** How many byte values occur. */
export let usedBytes: u32 = 0;
export let codeCount: u32 = 0;
export let selectorCount: u32 = 0;

/** Leaves the used byte values in `RECENT_BYTES`, ascending, and the groups' codes in `SELECTORS`. */
export function readHeader(): i32 {
  if (take(24) != BLOCK_MAGIC_HIGH || take(24) != BLOCK_MAGIC_LOW) return BAD_MAGIC;
  storedCrc = take(32);
  isRandomised = take(1) == 1;
  origPtr = take(24);
  readUsedBytes();
  if (usedBytes == 0) return NO_SYMBOLS;
  codeCount = take(3);
  if (codeCount < MIN_CODES || codeCount > MAX_CODES) return BAD_CODE_COUNT;
  return readSelectors(take(15));
}

function readUsedBytes(): void {
  const sixteenths = take(16);
  usedBytes = 0;
  for (let high: u32 = 0; high < 16; high++) {
    if (!(sixteenths & (0x8000 >> high))) continue;
    const used = take(16);
    for (let low: u32 = 0; low < 16; low++) {
      if (used & (0x8000 >> low)) store<u8>(RECENT_BYTES + usedBytes++, (high << 4) | low);
    }
  }
}

/** A selector is its code's place in a list of the codes last used, in unary: so many ones, then a zero. */
function readSelectors(written: u32): i32 {
  if (written == 0) return BAD_SELECTOR;
  // The list, a nibble each, the first one lowest.
  let recent: u32 = 0x543210;
  for (let i: u32 = 0; i < written; i++) {
    if (!hasInput()) return TRUNCATED;
    const place = <u32>clz<u64>(~window);
    if (place >= codeCount) return BAD_SELECTOR;
    skip(place + 1);
    const shift = place << 2;
    const code = (recent >>> shift) & 15;
    const before = recent & ((1 << shift) - 1);
    const behind = recent & ~((16 << shift) - 1);
    recent = behind | (before << 4) | code;
    if (i < MAX_SELECTORS) store<u8>(SELECTORS + i, code);
  }
  selectorCount = min(written, MAX_SELECTORS);
  return OK;
}
