/**
 * Decodes the symbols of a block up to its end, one or two of them a step.
 *
 * A step looks the next 10 bits up; see `codes.ts` for what an entry tells. It is a chain of dependent instructions, so
 * it is kept short: the symbols are stored as a pair whether it is one or not, and what counts the bits is cut to size
 * only when it is used.
 */
import { held, lowestLoad, nextLoad, resumeAt, window } from './bits';
import { BAD_CODE, NO_END, OK, TRUNCATED } from './failure';
import { GROUP_SYMBOLS, MAX_CODE_BITS } from './format';
import { selectorCount, usedBytes } from './header';
import {
  CODE_LIMITS,
  CODE_LIMITS_STRIDE,
  CODE_OFFSETS,
  CODE_SYMBOLS,
  CODE_SYMBOLS_STRIDE,
  LOOKUPS,
  LOOKUP_BITS,
  LOOKUP_STRIDE,
  SELECTORS,
  SYMBOLS,
} from './memory';

const SYMBOL_BYTES: usize = 2;
const GROUP_BYTES: usize = <usize>GROUP_SYMBOLS * SYMBOL_BYTES;

/** Lookups in a row: they use at most 50 of the 56 bits that are there, and give at most ten symbols. */
const LOOKUPS_IN_A_ROW: u32 = 5;
const MOST_BYTES_IN_A_ROW: usize = 2 * <usize>LOOKUPS_IN_A_ROW * SYMBOL_BYTES;

const LOOKUP_SHIFT: u64 = 62 - LOOKUP_BITS;
const LOOKUP_MASK: usize = (4 << LOOKUP_BITS) - 4;

/** Behind the last symbol in `SYMBOLS`; the end of the block is not one of them. */
export let symbolsEnd: usize = 0;

/** Decodes all symbols into `SYMBOLS`: the low 9 bits of two bytes each. */
export function decodeSymbols(): i32 {
  const endOfBlock = usedBytes + 1;
  let bits = window;
  let count = <u64>held;
  let from = nextLoad;
  let to = SYMBOLS;
  for (let group: usize = 0; group < <usize>selectorCount; group++) {
    const code = <usize>load<u8>(SELECTORS + group);
    const lookup = LOOKUPS + code * LOOKUP_STRIDE;
    const groupEnd = to + GROUP_BYTES;
    if (from < lowestLoad) {
      resumeAt(bits, <u32>(count & 63), from);
      return TRUNCATED;
    }
    while (to < groupEnd) {
      bits |= load<u64>(from) >> (count & 63);
      from -= <usize>((63 - (count & 63)) >> 3);
      count |= 56;
      let entry = load<u32>(lookup + (<usize>(bits >> LOOKUP_SHIFT) & LOOKUP_MASK));
      if (to + MOST_BYTES_IN_A_ROW <= groupEnd) {
        let lookups: u32 = 0;
        while (entry) {
          store<u32>(to, entry >>> 6);
          to += ((entry >>> 14) & 2) + 2;
          bits <<= <u64>entry;
          count -= <u64>entry;
          if (++lookups == LOOKUPS_IN_A_ROW) break;
          entry = load<u32>(lookup + (<usize>(bits >> LOOKUP_SHIFT) & LOOKUP_MASK));
        }
        if (entry) continue;
        bits |= load<u64>(from) >> (count & 63);
        from -= <usize>((63 - (count & 63)) >> 3);
        count |= 56;
      } else if (entry) {
        // The group's last symbols one by one, since the next group has another code.
        store<u16>(to, entry >>> 6);
        to += SYMBOL_BYTES;
        const firstBits = <u64>((entry >>> 16) & 63);
        bits <<= firstBits;
        count -= firstBits;
        continue;
      }

      // The end of the block, a code of more than 10 bits, or nobody's.
      const next20 = <u32>(bits >> <u64>(64 - MAX_CODE_BITS));
      const length = codeLength(code, next20);
      bits <<= <u64>length;
      count -= <u64>length;
      if (length > MAX_CODE_BITS) {
        resumeAt(bits, <u32>(count & 63), from);
        return BAD_CODE;
      }
      const symbol = symbolOf(code, next20, length);
      if (symbol == endOfBlock) {
        resumeAt(bits, <u32>(count & 63), from);
        symbolsEnd = to;
        return OK;
      }
      store<u16>(to, symbol);
      to += SYMBOL_BYTES;
    }
  }
  resumeAt(bits, <u32>(count & 63), from);
  return NO_END;
}

/** How many bits the code that the 20 bits begin with has; 21 if it is nobody's. */
function codeLength(code: usize, next20: u32): u32 {
  const limits = CODE_LIMITS + code * CODE_LIMITS_STRIDE;
  let length: u32 = 1;
  while (length <= MAX_CODE_BITS && next20 >= load<u32>(limits + (length << 2))) length++;
  return length;
}

function symbolOf(code: usize, next20: u32, length: u32): u32 {
  const offset = load<u32>(CODE_OFFSETS + code * CODE_LIMITS_STRIDE + (length << 2));
  const rank = (next20 >>> (MAX_CODE_BITS - length)) + offset;
  return load<u16>(CODE_SYMBOLS + code * CODE_SYMBOLS_STRIDE + (rank << 1));
}
