import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHUNK_ROWS, fillSlots, keyOf, makeTable, NO_KEY, rowFinder } from '../../src/core/row-table.js';

/** A table of these ids; null is a row without one. */
function tableOf(ids: readonly (string | null)[]) {
  const keys = new SharedArrayBuffer(CHUNK_ROWS * Float64Array.BYTES_PER_ELEMENT);
  new Float64Array(keys).set(ids.map((id) => (id === null ? NO_KEY : keyOf(id))));
  const table = makeTable([keys], ids.length);
  fillSlots(table);
  return table;
}

test('finds the row of every id, and none for an id that no row has', () => {
  const ids = Array.from({ length: 5000 }, (_, k) => String(1_000_000_000 + ((k * 7919) % 10_007)));
  const rowOf = rowFinder(tableOf(ids));
  assert.deepEqual(ids.map(rowOf), [...ids.keys()]);
  assert.equal(rowOf('999'), -1);
});

test('gives the first of two rows with one id, and passes over rows without', () => {
  const rowOf = rowFinder(tableOf([null, '7', '8', '7', null]));
  assert.deepEqual(['7', '8', '9'].map(rowOf), [1, 2, -1]);
});

test('tells ids of 20 digits and ids with zeros in front apart', () => {
  const ids = ['7', '07', '007', '0', '00', '99999999999999999999', '99999999999999999998', '9007199254740993'];
  const rowOf = rowFinder(tableOf(ids));
  assert.deepEqual(ids.map(rowOf), [...ids.keys()]);
  assert.ok(ids.every((id) => Number.isSafeInteger(keyOf(id))));
});

test('finds nothing in a table of no rows', () => {
  assert.equal(rowFinder(tableOf([]))('1'), -1);
});
