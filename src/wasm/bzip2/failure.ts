/** Why a block is refused: the numbers that `decodeBlock` gives, in the order of `BLOCK_FAILURES` in `bz2/block-failure.ts`. */

export const OK: i32 = 0;
/** The block goes on behind the last bit that may be read. */
export const TRUNCATED: i32 = 1;
/** No block begins here. */
export const BAD_MAGIC: i32 = 2;
/** The decoded bytes do not have the CRC that the block states. */
export const BAD_CRC: i32 = 3;
/** No byte value is said to occur. */
export const NO_SYMBOLS: i32 = 4;
/** Fewer than 2 or more than 6 prefix codes. */
export const BAD_CODE_COUNT: i32 = 5;
/** No selector at all, or one of a code that is not there. */
export const BAD_SELECTOR: i32 = 6;
/** A code length outside 1..20. */
export const BAD_CODE_LENGTHS: i32 = 7;
/** Bits that no symbol of an incomplete code has. */
export const BAD_CODE: i32 = 8;
/** More symbols than there are selectors for. */
export const NO_END: i32 = 9;
/** More bytes than the level allows. */
export const RUN_OVERFLOW: i32 = 10;
/** The row to start at is not there; so it is in a block without bytes. */
export const BAD_ORIG_PTR: i32 = 11;
/** Four equal bytes end the block, and how often they repeat is missing. */
export const RUN_CUT: i32 = 12;
/** The memory for the output could not be had. */
export const NO_MEMORY: i32 = 13;
