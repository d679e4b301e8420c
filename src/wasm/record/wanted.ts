/** Which fields of the `full` schema are written. A field that is a column of the longer layout has that one's number. */

export const KIND: u32 = 24;
export const HASH_OK: u32 = 25;
export const LICENSE: u32 = 26;
/** Of the parts, behind the number of their source: autotags, exif, places. */
export const PARTS_FROM: u32 = 26;
export const MEDIA: u32 = 30;
export const RAW: u32 = 31;

const ALL: u32 = 0xffffffff;

let bits: u32 = ALL;

export let areAllWanted: bool = true;

/** Sets which ones, a bit each. */
export function setFields(fields: u32): void {
  bits = fields;
  areAllWanted = fields == ALL;
}

export function isWanted(field: u32): bool {
  return ((bits >> field) & 1) != 0;
}
