/** The keys of records and the leaves of their columns, and how the column encoder's module is told of them. */
import { Buffer } from 'node:buffer';
import type { ColumnExports } from './column-module.js';
import { COLUMN_KINDS, type ColumnKind } from './columns.js';

/** The module's numbers; see `wasm/parquet/column.ts`. */
export const LEAF_KINDS = { text: 0, integer: 1, number: 2, boolean: 3, json: 4 } as const;
export type LeafKind = keyof typeof LEAF_KINDS;

/** Of a column that is a list, or of a struct, its leaves by name. */
export const LEAVES: Readonly<Record<ColumnKind, Readonly<Record<string, LeafKind>>>> = {
  text: { '': 'text' },
  integer: { '': 'integer' },
  number: { '': 'number' },
  boolean: { '': 'boolean' },
  json: { '': 'json' },
  texts: { element: 'text' },
  autotags: { concept: 'text', score: 'number' },
  places: { woeid: 'text', name: 'text', type: 'text' },
  exif: { category: 'text', tag: 'text', value: 'text' },
};
export const LISTS: ReadonlySet<ColumnKind> = new Set(['texts', 'autotags', 'places', 'exif']);

/** The keys of a record, in their order. */
export const KEYS = Object.keys(COLUMN_KINDS);

/** Writes their names into the module's memory; gives the number of each kind's first leaf. */
export function writeNames({ memory, namesAddress, leavesAddress }: ColumnExports): ReadonlyMap<string, number> {
  const buffer = Buffer.from(memory.buffer);
  const firstLeaf = new Map<string, number>();
  // The texts of the names stand behind the table of the keys.
  let text = namesAddress.value + KEYS.length * 8;
  const name = (entry: number, value: string): void => {
    buffer.writeUInt32LE(text, entry);
    buffer.writeUInt32LE(value.length, entry + 4);
    text += buffer.write(value, text, 'latin1');
  };
  for (const [k, key] of KEYS.entries()) name(namesAddress.value + k * 8, key);
  let leaf = 0;
  for (const [kind, leaves] of Object.entries(LEAVES)) {
    firstLeaf.set(kind, leaf);
    for (const [key, leafKind] of Object.entries(leaves)) {
      name(leavesAddress.value + leaf * 16, key);
      buffer.writeUInt32LE(LEAF_KINDS[leafKind], leavesAddress.value + leaf * 16 + 8);
      leaf++;
    }
  }
  return firstLeaf;
}
