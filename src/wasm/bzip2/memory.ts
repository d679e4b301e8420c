/**
 * Where everything stands in the module's linear memory; nothing is allocated.
 *
 * A block goes through the phases of `index.ts` one after the other, so what a phase has used up is used again: the raw
 * input lies where the rows will be, and the output overwrites all work areas. Only the output grows the memory.
 */
import { MAX_BLOCK_BYTES, MAX_SYMBOLS } from './format';

/** 16 tables of 256 words. */
export const CRC_TABLES: usize = 0x10000;

/** 17 shuffles of 16 bytes, by symbol: what a symbol does to the first 16 places of the list. */
export const FRONT_SHUFFLES: usize = 0x14000;
/** 16 masks of 16 bytes: ones up to a column, zeros behind it. */
export const COLUMN_MASKS: usize = 0x14200;
/** The bytes in use, last used first: 16 rows of 16. */
export const RECENT_BYTES: usize = 0x14400;

/** Of each byte value, how often it occurs: 256 words. */
export const COUNTS: usize = 0x14800;
/** Of each byte value, the addresses of its next row and behind its last one: 256 pairs of words. */
export const BUCKETS: usize = 0x15000;

/** The code lengths of one alphabet, a byte each. */
export const CODE_LENGTHS: usize = 0x16000;
/** By code and length: the first 20 bits that are too great for a code of this length, a word each. */
export const CODE_LIMITS: usize = 0x16400;
/** By code and length: what to add to a code to get its rank, a word each. */
export const CODE_OFFSETS: usize = 0x16a00;
/** Bytes from the limits or offsets of one code to those of the next. */
export const CODE_LIMITS_STRIDE: usize = 0x80;
/** By code and rank: symbols, two bytes each. */
export const CODE_SYMBOLS: usize = 0x17000;
export const CODE_SYMBOLS_STRIDE: usize = 0x400;

/** Which code each group has, a byte each. */
export const SELECTORS: usize = 0x19000;

/** By code: what the next bits mean; see `huffman.ts`. */
export const LOOKUPS: usize = 0x20000;
export const LOOKUP_BITS: u32 = 10;
export const LOOKUP_STRIDE: usize = 4 << LOOKUP_BITS;

/** The pieces that the text is put together from: 4 words each, see `segments.ts`. */
export const SEGMENTS: usize = 0x28000;
export const SEGMENT_STRIDE: usize = 16;
export const MAX_SEGMENTS: u32 = 512;

/** What each chain is at: 2 words each. */
export const CHAINS: usize = 0x2b000;

/** By two bytes: whether a magic may stand around them. */
export const MAGIC_TABLE: usize = 0x30000;

/**
 * Bytes of compressed block that fit. The symbols take at most 900,100 times 20 bits, the selectors 24 KiB. Only code
 * lengths can be written at any length, by going up and down for ever; no encoder does.
 */
export const INPUT_CAPACITY: usize = 0x300000;

/** Bytes below the input that may be read, not understood: 50 symbols of 20 bits and one load more. */
const INPUT_MARGIN: usize = 0x100;

/** The input with its bytes in reverse order: the first byte stands right below `INPUT_TOP`. */
export const INPUT_TOP: usize = 0x40000 + INPUT_MARGIN + INPUT_CAPACITY + 0x40;

/** The bytes of a block, its runs not yet expanded, with a margin for loads of 16 bytes. */
export const BLOCK: usize = 0x350000;

/** What is from here on is free once the block's bytes are there. */
const WORK: usize = 0x430000;

/** Symbols, two bytes each, with a margin for the second half of a pair. */
export const SYMBOLS: usize = WORK;

/** A byte value and how often it comes, in one word: `count << 8 | byte`. */
export const TOKENS: usize = SYMBOLS + ((2 * (<usize>MAX_SYMBOLS + 32) + 0xfff) & ~0xfff);

/** The rows of the sorted block, a word each, and one row more for idle chains. */
export const ROWS: usize = TOKENS + ((4 * (<usize>MAX_SYMBOLS + 32) + 0xfff) & ~0xfff);

/** What each chain writes. The distance is no multiple of 4,096, or all would fight for the same lines of the cache. */
export const STREAMS: usize = ROWS + ((4 * (<usize>MAX_BLOCK_BYTES + 32) + 0xfff) & ~0xfff);
export const STREAM_STRIDE: usize = 0xe0940;

/** Where the host puts compressed bytes. */
export const RAW_INPUT: usize = ROWS;

/** The decoded bytes. */
export const OUTPUT: usize = WORK;

/** Bytes behind the end of the output that stores of 16 bytes may touch. */
export const OUTPUT_MARGIN: usize = 64;

/** Where the host puts the bytes to be scanned, and where it finds what was found: bit offsets, a word each. */
export const SCAN_INPUT: usize = WORK;
export const SCAN_CAPACITY: usize = 0x100000;
export const CANDIDATES: usize = ROWS;
export const MAX_CANDIDATES: u32 = 0x40000;

/** Where the newlines of the output are, a word each: over the bytes of the block, which are not needed any more. */
export const NEWLINES: usize = BLOCK;
export const MAX_NEWLINES: u32 = <u32>((WORK - BLOCK) >> 2) - 16;
