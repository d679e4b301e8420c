/**
 * The bzip2 block decoder the scan for block boundaries and the scan for newlines: what the host may call.
 *
 * A block is decoded in phases over the whole of it, each with its own small loop: header and codes, symbols, tokens,
 * counts, rows, text, runs, CRC. Nothing is trusted: each phase stays within its area of `memory.ts` whatever the bits
 * are, and what it can't make sense of ends the decoding with a number of `failure.ts`.
 */
import { isBehindLimit, openInput, position } from './bits';
import { readCodes } from './codes';
import { crcOf, fillCrcTables } from './crc';
import { derandomise } from './derandomise';
import { BAD_CRC, OK, TRUNCATED } from './failure';
import { isRandomised, readHeader, storedCrc } from './header';
import { decodeSymbols } from './huffman';
import {
  CANDIDATES,
  INPUT_CAPACITY,
  MAX_CANDIDATES,
  MAX_NEWLINES,
  NEWLINES,
  OUTPUT,
  RAW_INPUT,
  SCAN_CAPACITY,
  SCAN_INPUT,
} from './memory';
import { fillShuffles, makeTokens } from './move-to-front';
import { countBytes, fillRows } from './rows';
import { expandRuns, outputEnd } from './run-length';
import { fillMagicTable } from './scan';
import { followRows } from './segments';

export { findNewlines } from './newlines';
export { scanMagics } from './scan';

/** Where the host puts compressed bytes, and how many fit. */
export const inputAddress: usize = RAW_INPUT;
export const inputCapacity: usize = INPUT_CAPACITY;
/** Where the decoded bytes begin. */
export const outputAddress: usize = OUTPUT;
/** Where the host puts bytes to be scanned, how many fit, and where the candidates are. */
export const scanAddress: usize = SCAN_INPUT;
export const scanCapacity: usize = SCAN_CAPACITY;
export const candidatesAddress: usize = CANDIDATES;
export const maxCandidates: u32 = MAX_CANDIDATES;
/** Where the host finds newlines, and how many fit. */
export const newlinesAddress: usize = NEWLINES;
export const maxNewlines: u32 = MAX_NEWLINES;

fillCrcTables();
fillShuffles();
fillMagicTable();

/**
 * Decodes the block at bit `startBit` of the input without touching bits from `endBit` on; `maxBytes` is the level's.
 * Gives 0 or a number of `failure.ts`; then the functions below tell more.
 */
export function decodeBlock(startBit: u32, endBit: u32, maxBytes: u32): i32 {
  openInput(startBit, endBit);
  let failure = readSymbols();
  if (isBehindLimit()) failure = TRUNCATED;
  if (failure != OK) return failure;
  makeTokens();
  failure = countBytes(maxBytes);
  if (failure != OK) return failure;
  fillRows();
  followRows();
  if (isRandomised) derandomise();
  failure = expandRuns();
  if (failure != OK) return failure;
  return crcOf(OUTPUT, outputEnd) == storedCrc ? OK : BAD_CRC;
}

function readSymbols(): i32 {
  let failure = readHeader();
  if (failure == OK) failure = readCodes();
  return failure == OK ? decodeSymbols() : failure;
}

/** How many bytes the last block has. */
export function outputBytes(): usize {
  return outputEnd - OUTPUT;
}

/** The CRC that the last block states. */
export function blockCrc(): u32 {
  return storedCrc;
}

/** How far the last block was read: bits from the first bit of the input. */
export function bitPosition(): u32 {
  return position();
}
