/** Streams of one block made by hand, bit by bit, so that any field can be wrong. */
import { spawnSync } from 'node:child_process';
import { BitWriter } from './bit-writer.js';

const HEADER_BITS = 32;
const MAGIC_BITS = 48;

/** The fields of a block in their order; see `src/wasm/bzip2/header.ts` and `src/wasm/bzip2/codes.ts`. */
export interface HandMadeBlock {
  readonly level?: number;
  readonly magic?: readonly [number, number];
  readonly isRandomised?: boolean;
  readonly origPtr?: number;
  /** The byte values that occur, ascending. */
  readonly used: readonly number[];
  /** As written: by default as many as there are `lengths`. */
  readonly codeCount?: number;
  /** As written: places in the list of codes last used. */
  readonly selectors?: readonly number[];
  /** Of each code: the lengths of all symbols, or the very bits. */
  readonly lengths: readonly (readonly number[] | string)[];
  /** In the first code: symbols, or the very bits. The end of the block is one of them. */
  readonly symbols: readonly (number | string)[];
}

/** A whole stream: header, block, end. Its CRCs are `crc`: give what `bzip2` computes, see `withRightCrc`. */
export function handMadeStream(block: HandMadeBlock, crc: number): Uint8Array {
  const { level = 9, magic = [0x314159, 0x265359], isRandomised = false, origPtr = 0, used, lengths } = block;
  const { codeCount = lengths.length, selectors = [0], symbols } = block;
  const out = new BitWriter();
  out.text('010000100101101001101000').bits(0x30 + level, 8);
  out.bits(magic[0], 24).bits(magic[1], 24).bits(crc, 32);
  out.bits(isRandomised ? 1 : 0, 1).bits(origPtr, 24);
  writeUsed(out, used);
  out.bits(codeCount, 3).bits(selectors.length, 15);
  for (const selector of selectors) out.text(`${'1'.repeat(selector)}0`);
  for (const code of lengths) writeLengths(out, code);
  const [first = ''] = lengths;
  const codes = typeof first === 'string' ? [] : canonicalCodes(first);
  for (const symbol of symbols) out.text(typeof symbol === 'string' ? symbol : (codes[symbol] ?? ''));
  out.bits(0x177245, 24).bits(0x385090, 24).bits(crc, 32);
  return out.toBytes();
}

/** The stream with the CRC that `bzip2` computes for it; with zero where it does not get that far. */
export function withRightCrc(block: HandMadeBlock): Uint8Array {
  // Asked to say much, it tells the CRC that stands there and the right one.
  const { stderr } = spawnSync('bzip2', ['-tvvvv'], { input: handMadeStream(block, 0), encoding: 'utf8' });
  const right = /\{0x[0-9a-f]+, 0x([0-9a-f]+)\}/.exec(stderr)?.[1] ?? '0';
  return handMadeStream(block, Number.parseInt(right, 16));
}

/** Where the block of a stream begins. */
export const FIRST_BLOCK_BIT = HEADER_BITS;
/** Where the CRC of a stream's first block stands. */
export const FIRST_CRC_BYTE = (HEADER_BITS + MAGIC_BITS) / 8;
/** Bits behind the block: the magic of the stream's end and its CRC. */
export const STREAM_END_BITS = MAGIC_BITS + 32;

function writeUsed(out: BitWriter, used: readonly number[]): void {
  const values = new Set(used);
  const sixteenth = (high: number): string =>
    Array.from({ length: 16 }, (_, low) => (values.has(high * 16 + low) ? '1' : '0')).join('');
  const sixteenths = Array.from({ length: 16 }, (_, high) => sixteenth(high));
  out.text(sixteenths.map((bits) => (bits.includes('1') ? '1' : '0')).join(''));
  for (const bits of sixteenths) if (bits.includes('1')) out.text(bits);
}

function writeLengths(out: BitWriter, lengths: readonly number[] | string): void {
  if (typeof lengths === 'string') {
    out.text(lengths);
    return;
  }
  let current = lengths[0] ?? 0;
  out.bits(current, 5);
  for (const length of lengths) {
    for (; current < length; current++) out.text('10');
    for (; current > length; current--) out.text('11');
    out.text('0');
  }
}

/** By symbol; shorter codes first, then by symbol. Codes that do not fit their length are cut. */
function canonicalCodes(lengths: readonly number[]): string[] {
  const codes: string[] = [];
  let next = 0;
  for (let length = 1; length <= 20; length++) {
    for (const [symbol, its] of lengths.entries()) {
      if (its === length) codes[symbol] = (next++).toString(2).padStart(length, '0').slice(-length);
    }
    next *= 2;
  }
  return codes;
}
