/**
 * What WebAssembly leaves to the host: cells that are hardly ever there, such as numbers with an exponent or bytes that
 * are no UTF-8. The host reads them as the reference encoder does.
 */

/** What a cell is, as the host is told. */
export const TEXT: u32 = 0;
export const VERBATIM: u32 = 1;
export const INTEGER: u32 = 2;
export const NUMBER: u32 = 3;
export const DATE: u32 = 4;
/** Text of an item: never null. */
export const ENCODED: u32 = 5;
export const BYTES: u32 = 6;
export const SCORE: u32 = 7;

/** No such value: the item that it is of is a bad one. */
export const BAD: i32 = -1;

/**
 * Writes the JSON of a cell at `to`; gives twice its bytes, and one more where the value gives the cell back; or `BAD`.
 */
declare function oddCell(kind: u32, from: usize, bytes: usize, to: usize): i32;

/** The number in a cell, as the reference reads it; NaN for none. */
export declare function oddNumber(from: usize, bytes: usize): f64;

/** Whether the filter takes a device whose name has characters that JSON escapes. */
export declare function isOddCamera(from: usize, bytes: usize): i32;

/** Whether an id, by its lower and its upper half, is in the filter's list. */
export declare function isWantedId(low: u32, high: u32): i32;

/** Whether a hash is in the filter's list. */
export declare function isWantedHash(from: usize, bytes: usize): i32;

/** Whether the last cell that the host wrote is one that its value gives back. */
export let isOddCanonical: bool = false;

/** Has the host write a cell at `to`; gives where it ends, or 0 for a bad one. */
export function putOdd(kind: u32, from: usize, end: usize, to: usize): usize {
  const written = oddCell(kind, from, end - from, to);
  isOddCanonical = written == BAD ? false : (written & 1) == 1;
  return written == BAD ? 0 : to + <usize>(written >> 1);
}
