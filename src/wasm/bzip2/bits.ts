/**
 * Reads the compressed block bit by bit, most significant bit first, as the format has it.
 *
 * The input is turned round first, byte by byte. Then eight bytes loaded as one little-endian number are the next 64
 * bits in their order, and going on means to load from a lower address. `window` has the next bits on top, of which
 * `held` are counted; those behind them are right too, so that loading them again changes nothing.
 */
import { INPUT_TOP, RAW_INPUT } from './memory';

const FIRST_LOAD: usize = INPUT_TOP - 8;

export let window: u64 = 0;
export let held: u32 = 0;
export let nextLoad: usize = 0;

/** A load from below this address means that bits behind the limit were used up. */
export let lowestLoad: usize = 0;

let limitBits: u32 = 0;

/** Begins at `startBit` of the host's input; bits from `endBit` on are behind the limit. */
export function openInput(startBit: u32, endBit: u32): void {
  turnRound((<usize>endBit + 7) >> 3);
  limitBits = endBit;
  lowestLoad = FIRST_LOAD - ((<usize>endBit + 63) >> 3);
  window = 0;
  held = 0;
  nextLoad = FIRST_LOAD - (<usize>startBit >> 3);
  refill();
  skip(startBit & 7);
}

function turnRound(bytes: usize): void {
  const reversed = i8x16(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  const end = RAW_INPUT + bytes;
  let to = INPUT_TOP - 16;
  for (let from = RAW_INPUT; from < end; from += 16) {
    v128.store(to, i8x16.swizzle(v128.load(from), reversed));
    to -= 16;
  }
}

/** At least 56 bits are held after it. */
function refill(): void {
  window |= load<u64>(nextLoad) >> <u64>held;
  nextLoad -= <usize>((63 - held) >> 3);
  held |= 56;
}

/** Makes sure of 56 bits; false when bits behind the limit were used up. */
export function hasInput(): bool {
  refill();
  return nextLoad >= lowestLoad;
}

/** Of at most 56 bits that are held. */
export function skip(bits: u32): void {
  window <<= <u64>bits;
  held -= bits;
}

/** The next 1..32 bits as a number. Behind the limit it gives what is there: ask `isBehindLimit` in the end. */
export function take(bits: u32): u32 {
  if (held < bits) refill();
  const value = <u32>(window >> <u64>(64 - bits));
  skip(bits);
  return value;
}

/** Goes on where a loop that kept the three in registers has come to. */
export function resumeAt(newWindow: u64, newHeld: u32, newNextLoad: usize): void {
  window = newWindow;
  held = newHeld;
  nextLoad = newNextLoad;
}

/** Bits from the first bit of the input to the next one to be taken. */
export function position(): u32 {
  return ((<u32>(FIRST_LOAD - nextLoad)) << 3) - held;
}

/** True when bits behind the limit were taken. */
export function isBehindLimit(): bool {
  return position() > limitBits;
}
