/** Which fields a record has, as the WebAssembly encoder reads it: see `wasm/record/wanted.ts`. */
import { COLUMNS } from '../core/fields.js';
import { FULL_FIELDS, type FieldName } from '../core/full-fields.js';

/** A field that is a column has that column's bit; these have their own, `kind` the bit of the marker that it is. */
const OTHER_BITS = {
  kind: COLUMNS.photo_or_video,
  hash_ok: 25,
  license: 26,
  autotags: 27,
  exif: 28,
  places: 29,
  media: 30,
  raw: 31,
} as const;

/** A bit a field; null for all of them. */
export function fieldBits(fields: readonly FieldName[] | null): number {
  return (fields ?? FULL_FIELDS).reduce((bits, name) => bits | (1 << bitOf(name)), 0);
}

function bitOf(name: FieldName): number {
  return { ...COLUMNS, ...OTHER_BITS }[name];
}
