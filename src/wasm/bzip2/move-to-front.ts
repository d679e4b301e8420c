/**
 * Turns symbols into tokens: undoes the move-to-front list and the run lengths that stand behind it.
 *
 * Symbols 0 and 1 are the digits of a run of the byte in front, in the bijective base 2, lowest first; symbol `s` from 2
 * on is the byte at place `s - 1` of the list, which comes to the front. The first 16 places are kept in a register and
 * moved by a table of shuffles; a run symbol is one that moves nothing. Both kinds take the same way without a branch.
 */
import { symbolsEnd } from './huffman';
import { COLUMN_MASKS, FRONT_SHUFFLES, RECENT_BYTES, SYMBOLS, TOKENS } from './memory';

/** Places of the list that are kept in a register. */
const FRONT: u32 = 16;
const TOKEN_BYTES: usize = 4;

/** A count of one, in its place above the byte of a token. */
const ONE: u32 = 1 << 8;

/** What a digit can be worth: from the 21st on, nothing. A run of 20 digits is too long for any block as it is. */
const WORTHS: u32 = 0x0fffff00;

/** Behind the last token in `TOKENS`. */
export let tokensEnd: usize = 0;

/** Fills the tables; once. */
export function fillShuffles(): void {
  for (let symbol: usize = 0; symbol <= FRONT; symbol++) {
    const place: usize = symbol < 2 ? 0 : symbol - 1;
    for (let lane: usize = 0; lane < FRONT; lane++) {
      const from = lane == 0 ? place : lane <= place ? lane - 1 : lane;
      store<u8>(FRONT_SHUFFLES + symbol * FRONT + lane, from);
    }
  }
  for (let column: usize = 0; column < FRONT; column++) {
    for (let lane: usize = 0; lane < FRONT; lane++) {
      store<u8>(COLUMN_MASKS + column * FRONT + lane, lane <= column ? 0xff : 0);
    }
  }
}

/** Decodes `SYMBOLS` into `TOKENS`: `count << 8 | byte`; the first token may have the count 0. */
export function makeTokens(): void {
  let front = v128.load(RECENT_BYTES);
  let token = TOKENS;
  let count: u32 = 0;
  let worth: u32 = ONE;
  const end = symbolsEnd;
  store<u32>(token, <u32>i8x16.extract_lane_u(front, 0));
  for (let at = SYMBOLS; at < end; at += 2) {
    const symbol = <u32>load<u16>(at) & 0x1ff;
    if (symbol <= FRONT) {
      front = i8x16.swizzle(front, v128.load(symbol * FRONT, FRONT_SHUFFLES));
      // All ones for a run symbol, which goes on with the token it finds; zero for a byte, which begins one.
      const isRun = <u32>(<i32>(symbol - 2) >> 31);
      const digit = worth & isRun & WORTHS;
      const one = digit | (~isRun & ONE);
      token += <usize>~isRun & TOKEN_BYTES;
      count = (count & isRun) + (one << (symbol & isRun));
      worth = one + digit;
      store<u32>(token, count | <u32>i8x16.extract_lane_u(front, 0));
    } else {
      const place = <usize>symbol - 1;
      const byte = load<u8>(place, RECENT_BYTES);
      pushThrough(front, place);
      front = i8x16.replace_lane(
        i8x16.shuffle(front, front, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14),
        0,
        byte,
      );
      token += TOKEN_BYTES;
      count = ONE;
      worth = ONE;
      store<u32>(token, ONE | <u32>byte);
    }
  }
  tokensEnd = token + TOKEN_BYTES;
}

/**
 * Moves the places behind the register up to `place` one on; the register's last byte comes in. Whole rows of 16 bytes,
 * so that what was just stored can be loaded again at once.
 */
function pushThrough(front: v128, place: usize): void {
  let before = front;
  let row = RECENT_BYTES + FRONT;
  const lastRow = RECENT_BYTES + (place & ~15);
  while (row < lastRow) {
    const bytes = v128.load(row);
    v128.store(row, i8x16.shuffle(before, bytes, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30));
    before = bytes;
    row += FRONT;
  }
  const bytes = v128.load(row);
  const moved = i8x16.shuffle(before, bytes, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
  v128.store(row, v128.bitselect(moved, bytes, v128.load((place & 15) * FRONT, COLUMN_MASKS)));
}
