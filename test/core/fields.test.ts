import assert from 'node:assert/strict';
import test from 'node:test';
import { CELL_KINDS, COLUMNS, SIDE_SOURCES, SOURCES } from '../../src/core/fields.js';

test('numbers the 25 columns in their order, without a hole', () => {
  assert.deepEqual(
    Object.values(COLUMNS),
    Array.from({ length: 25 }, (_, index) => index),
  );
});

test('says of every column what its cells are', () => {
  assert.deepEqual(Object.keys(CELL_KINDS), Object.keys(COLUMNS));
});

test('has every source but the dataset as a side source, in the same order', () => {
  assert.deepEqual(SOURCES.slice(1), SIDE_SOURCES);
});
