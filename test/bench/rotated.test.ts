import assert from 'node:assert/strict';
import test from 'node:test';
import { rotated } from '../../bench/rotated.js';

test('begins each round with another one', () => {
  assert.deepEqual(
    [0, 1, 2, 3].map((by) => rotated(['a', 'b', 'c'], by).join('')),
    ['abc', 'bca', 'cab', 'abc'],
  );
  assert.deepEqual(rotated([], 2), []);
});
