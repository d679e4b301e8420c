/**
 * Reads the prefix codes of a block and makes the tables that `huffman.ts` decodes with.
 *
 * Layout of a code, in bits: 5 for a length to begin with; then for each symbol pairs of bits, `10` one longer, `11` one
 * shorter, until a `0`: then this is the symbol's length. Codes are canonical: shorter ones first, then by symbol.
 *
 * As in bzip2, a code may be incomplete (the bits that nobody has are an error only where they occur) and over-full
 * (the symbols that come too late can't be reached).
 */
import { hasInput, take } from './bits';
import { BAD_CODE_LENGTHS, OK, TRUNCATED } from './failure';
import { MAX_CODE_BITS } from './format';
import { codeCount, usedBytes } from './header';
import {
  CODE_LENGTHS,
  CODE_LIMITS,
  CODE_LIMITS_STRIDE,
  CODE_OFFSETS,
  CODE_SYMBOLS,
  CODE_SYMBOLS_STRIDE,
  LOOKUPS,
  LOOKUP_BITS,
  LOOKUP_STRIDE,
} from './memory';

const LOOKUP_ENTRIES: u32 = 1 << LOOKUP_BITS;

/** Reads all codes, in order. */
export function readCodes(): i32 {
  const alphabet = usedBytes + 2;
  for (let code: u32 = 0; code < codeCount; code++) {
    const failure = readLengths(alphabet);
    if (failure != OK) return failure;
    assignCodes(code, alphabet);
    pairUp(LOOKUPS + <usize>code * LOOKUP_STRIDE);
  }
  return OK;
}

function readLengths(alphabet: u32): i32 {
  let length = take(5);
  for (let symbol: u32 = 0; symbol < alphabet; symbol++) {
    while (true) {
      if (length < 1 || length > MAX_CODE_BITS) return BAD_CODE_LENGTHS;
      if (!hasInput()) return TRUNCATED;
      if (take(1) == 0) break;
      length += 1 - 2 * take(1);
    }
    store<u8>(CODE_LENGTHS + symbol, length);
  }
  return OK;
}

/**
 * Numbers the symbols of a code. An entry of the lookup table is, from its lowest bit: 6 all bits used up, 9 first
 * symbol, 1 whether there are two, 6 bits of the first symbol alone, 9 second symbol; all zero for bits that are the
 * end of the block, the beginning of a code longer than the table, or nobody's.
 */
function assignCodes(code: u32, alphabet: u32): void {
  const limits = CODE_LIMITS + <usize>code * CODE_LIMITS_STRIDE;
  const offsets = CODE_OFFSETS + <usize>code * CODE_LIMITS_STRIDE;
  const symbols = CODE_SYMBOLS + <usize>code * CODE_SYMBOLS_STRIDE;
  const lookup = LOOKUPS + <usize>code * LOOKUP_STRIDE;
  const endOfBlock = alphabet - 1;
  memory.fill(lookup, 0, LOOKUP_STRIDE);
  let next: u32 = 0;
  let rank: u32 = 0;
  for (let length: u32 = 1; length <= MAX_CODE_BITS; length++) {
    store<u32>(offsets + (length << 2), rank - next);
    for (let symbol: u32 = 0; symbol < alphabet; symbol++) {
      if (load<u8>(CODE_LENGTHS + symbol) != length) continue;
      store<u16>(symbols + (rank << 1), symbol);
      if (length <= LOOKUP_BITS && symbol != endOfBlock) fillLookup(lookup, next, length, symbol);
      next++;
      rank++;
    }
    store<u32>(limits + (length << 2), next << (MAX_CODE_BITS - length));
    next <<= 1;
  }
}

function fillLookup(lookup: usize, code: u32, length: u32, symbol: u32): void {
  const first = code << (LOOKUP_BITS - length);
  const behind = first + (1 << (LOOKUP_BITS - length));
  // The code is over-full, and this symbol came too late.
  if (behind > LOOKUP_ENTRIES) return;
  const entry = length | (symbol << 6) | (length << 16);
  for (let i = first; i < behind; i++) store<u32>(lookup + (i << 2), entry);
}

/** Where the bits behind a symbol hold another one whole, makes the entry give both. */
function pairUp(lookup: usize): void {
  // In any order: an entry that is a pair already still tells its first symbol alone.
  for (let i: u32 = 0; i < LOOKUP_ENTRIES; i++) {
    const at = lookup + ((<usize>i) << 2);
    const first = load<u32>(at);
    if (first == 0) continue;
    const firstBits = (first >>> 16) & 63;
    const second = load<u32>(lookup + ((<usize>((i << firstBits) & (LOOKUP_ENTRIES - 1))) << 2));
    const secondBits = (second >>> 16) & 63;
    if (second == 0 || firstBits + secondBits > LOOKUP_BITS) continue;
    const symbols = (((first >>> 6) & 0x1ff) << 6) | (((second >>> 6) & 0x1ff) << 22);
    store<u32>(at, (firstBits + secondBits) | symbols | (1 << 15) | (firstBits << 16));
  }
}
