import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gathered } from '../../src/core/gathered.js';
import { collect } from './collect.js';

async function* batches(): AsyncGenerator<readonly number[]> {
  yield [1, 2];
  yield [3];
  yield [4, 5, 6];
  yield await Promise.resolve([7]);
}

test('gives lists of at least so many, and what is left', async () => {
  assert.deepEqual(await collect(gathered(batches(), 3)), [[1, 2, 3], [4, 5, 6], [7]]);
  assert.deepEqual(await collect(gathered(batches(), 1)), [[1, 2], [3], [4, 5, 6], [7], []]);
  assert.deepEqual(await collect(gathered(batches(), Infinity)), [[1, 2, 3, 4, 5, 6, 7]]);
});
