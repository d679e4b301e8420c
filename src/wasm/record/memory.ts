/**
 * Where everything stands in the module's linear memory; nothing is allocated, but the ids seen grow it at its end.
 *
 * The host fills the input areas with whole or cut lines and takes the records from the output area.
 */

/** Of each byte: what it is in JSON text, up to 6 bytes, and how many in the 8th. */
export const ESCAPES: usize = 0x8000;
/** Of each byte: the value of a hex digit, with 0x10 for a small letter; 0xff for what is none. */
export const HEX_VALUES: usize = 0x8800;
/** Of each byte: 1 where form-URL-encoding leaves it alone or writes it as `+`. */
export const UNESCAPED: usize = 0x8900;
/** Constant pieces of JSON: see `json.ts`. */
export const PIECES: usize = 0x9000;
/** Where each cell of the row ends: a word each. */
export const CELL_ENDS: usize = 0xb000;
/** Cells that go into `raw`: field, first byte, bytes; three words each. */
export const RAW_CELLS: usize = 0xb200;
/** Of each source: where its next line begins, then of each where its bytes end; a word each. */
export const CURSORS: usize = 0xb500;
export const ENDS: usize = 0xb514;
/** Of each source: where the items of the row's line begin, 0 where there is no line, and where they end; two words. */
export const PARTS: usize = 0xb540;
/** The words and the text of an MD5. */
export const DIGEST: usize = 0xb600;
export const DIGEST_INPUT: usize = 0xb700;

/** Bytes behind an area that loads of 16 bytes may touch. */
export const MARGIN: usize = 64;

/** The five sources' lines: in the order dataset, autotags, exif, places, hash. */
export const INPUT_CAPACITY: usize = 0x100000;
export const INPUT: usize = 0x10000;
export const INPUT_STRIDE: usize = INPUT_CAPACITY + 0x10000;

/** JSON that a record has as its `media`. */
export const MEDIA: usize = INPUT + 5 * INPUT_STRIDE;
export const MEDIA_CAPACITY: usize = 0x4000;

/** The filter; see `filter.ts`. */
export const FILTER: usize = MEDIA + MEDIA_CAPACITY + MARGIN;
export const FILTER_CAPACITY: usize = 0x40000;

/** How many records there are of each sort; see `counts.ts`. */
export const COUNTS: usize = FILTER + FILTER_CAPACITY + MARGIN;
export const COUNTS_BYTES: usize = 0xa000;

/** The items of a line, sorted; see `sorted-items.ts`. */
export const ITEMS: usize = COUNTS + COUNTS_BYTES;
const ITEMS_CAPACITY: usize = 0x8100;

/** Of each record: where it ends in the output, how many digits its id has, then these; 32 bytes. */
export const RECORDS: usize = ITEMS + ITEMS_CAPACITY;
export const RECORD_STRIDE: usize = 32;
export const MAX_RECORDS: u32 = 4096;

export const OUTPUT: usize = (RECORDS + <usize>MAX_RECORDS * RECORD_STRIDE + 0xffff) & ~0xffff;
export const OUTPUT_CAPACITY: usize = 0x600000;

/** The ids of the rows so far, eight bytes each, in a table with open addressing. */
export const SEEN: usize = OUTPUT + OUTPUT_CAPACITY + 0x10000;
