/** The numbers of the bzip2 format, named; each stands in the layout of a block, see `header.ts`. */

/** First 24 and last 24 bits of the mark that begins a block: the digits of pi. */
export const BLOCK_MAGIC_HIGH: u32 = 0x314159;
export const BLOCK_MAGIC_LOW: u32 = 0x265359;

/** The same as one number, and the mark that ends a stream: the digits of the root of pi. */
export const BLOCK_MAGIC: u64 = 0x314159265359;
export const END_MAGIC: u64 = 0x177245385090;
export const MAGIC_BITS: u32 = 48;

/** A block holds at most 900,000 bytes (level 9) before its runs are expanded. */
export const MAX_BLOCK_BYTES: u32 = 900000;

/** Each selector names the code of the next 50 symbols. */
export const GROUP_SYMBOLS: u32 = 50;

/** As many as a full block can use; encoders may write more, which are read and ignored, as bzip2 1.0.8 does. */
export const MAX_SELECTORS: u32 = 18002;
export const MAX_SYMBOLS: u32 = MAX_SELECTORS * GROUP_SYMBOLS;

export const MIN_CODES: u32 = 2;
export const MAX_CODES: u32 = 6;

/** A prefix code has 1 to 20 bits. */
export const MAX_CODE_BITS: u32 = 20;

/** Four equal bytes are followed by a byte that says how many more there are. */
export const RUN_LENGTH: usize = 4;
