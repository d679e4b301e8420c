/**
 * Finds where blocks may begin and streams may end: their magics, at any bit.
 *
 * A magic of 48 bits holds at least five whole bytes, wherever it begins. So of every four bytes of the input only one
 * pair is looked at: exactly one such pair falls on the first five whole bytes, and it has one of 64 values (8 places in
 * a byte, 4 in the magic, 2 magics). Where it does, the five bytes a magic can begin in are tried bit by bit.
 */
import { BLOCK_MAGIC, END_MAGIC, MAGIC_BITS } from './format';
import { CANDIDATES, MAGIC_TABLE, MAX_CANDIDATES, SCAN_INPUT } from './memory';

/** From one pair to the next. */
const DISTANCE: usize = 4;

/** Set in a candidate that is the end of a stream; the other bits are where it begins. */
const IS_END: u32 = 0x80000000;

let count: u32 = 0;
let nextBit: u32 = 0;

/** Fills the table; once. */
export function fillMagicTable(): void {
  addPairs(BLOCK_MAGIC);
  addPairs(END_MAGIC);
}

function addPairs(magic: u64): void {
  for (let shift: u64 = 0; shift < 8; shift++) {
    // 64 bits with the magic at `shift`; its first whole byte is the second one unless it begins with a byte.
    const placed = magic << (16 - shift);
    const firstWhole: u64 = shift == 0 ? 0 : 1;
    for (let place = firstWhole; place < firstWhole + 4; place++) {
      const pair = <u32>(placed >> (48 - 8 * place)) & 0xffff;
      store<u8>(MAGIC_TABLE + (((pair & 0xff) << 8) | (pair >>> 8)), 1);
    }
  }
}

/**
 * Looks for magics that begin from `fromBit` on and before byte `beforeByte` of the host's bytes, and end within them.
 * Gives how many it left in `CANDIDATES`; if that is `MAX_CANDIDATES`, there may be more behind the last one.
 */
export function scanMagics(bytes: u32, fromBit: u32, beforeByte: u32): u32 {
  count = 0;
  nextBit = fromBit;
  memory.fill(SCAN_INPUT + bytes, 0, 32);
  const bitEnd = min(beforeByte << 3, bytes < 6 ? 0 : (bytes << 3) - MAGIC_BITS + 1);
  const end = SCAN_INPUT + bytes;
  for (let at = SCAN_INPUT + ((<usize>fromBit >> 3) & ~15); at < end; at += 16) {
    const low = load<u64>(at);
    const high = load<u64>(at, 8);
    const isCandidate =
      load<u8>(<usize>(low & 0xffff), MAGIC_TABLE) |
      load<u8>(<usize>((low >> 32) & 0xffff), MAGIC_TABLE) |
      load<u8>(<usize>(high & 0xffff), MAGIC_TABLE) |
      load<u8>(<usize>((high >> 32) & 0xffff), MAGIC_TABLE);
    if (isCandidate && !tryPairs(at, bitEnd)) break;
  }
  return count;
}

/** False when there is no room for more. */
function tryPairs(from: usize, bitEnd: u32): bool {
  for (let at = from; at < from + 16; at += DISTANCE) {
    if (!load<u8>(<usize>load<u16>(at), MAGIC_TABLE)) continue;
    const first = at - SCAN_INPUT < DISTANCE ? SCAN_INPUT : at - DISTANCE;
    for (let begin = first; begin <= at; begin++) {
      if (!tryBits(begin, bitEnd)) return false;
    }
  }
  return true;
}

function tryBits(begin: usize, bitEnd: u32): bool {
  const bits = bswap<u64>(load<u64>(begin));
  for (let shift: u32 = 0; shift < 8; shift++) {
    const magic = (bits << (<u64>shift)) >> 16;
    if (magic != BLOCK_MAGIC && magic != END_MAGIC) continue;
    const bit = ((<u32>(begin - SCAN_INPUT)) << 3) + shift;
    if (bit < nextBit || bit >= bitEnd) continue;
    if (count == MAX_CANDIDATES) return false;
    store<u32>(CANDIDATES + ((<usize>count) << 2), magic == END_MAGIC ? bit | IS_END : bit);
    count++;
    nextBit = bit + 1;
  }
  return true;
}
