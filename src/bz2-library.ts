/** `yfcc-engine/bz2`: bzip2 on all cores for any file, whatever is in it. What is not listed here may change any day. */
export { readIndex, writeIndex, type BlockIndex, type IndexedBlock } from './bz2/block-index.js';
export type { Block, Damage } from './bz2/chain.js';
export { decompress, lines, type DecompressOptions } from './jobs/decompress.js';
export { findIndex, indexFile, type IndexOptions } from './jobs/index-file.js';
