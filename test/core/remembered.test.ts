import assert from 'node:assert/strict';
import test from 'node:test';
import { remembered } from '../../src/core/remembered.js';

test('finds each name once', () => {
  const asked: string[] = [];
  const lengthOf = remembered((name) => asked.push(name) && name.length);
  assert.deepEqual(['a', 'bc', '', 'a', 'bc', ''].map(lengthOf), [1, 2, 0, 1, 2, 0]);
  assert.deepEqual(asked, ['a', 'bc', '']);
});

test('begins anew past 4,096 names, and finds the same', () => {
  let asked = 0;
  const numberOf = remembered((name) => {
    asked += 1;
    return Number(name);
  });
  const names = Array.from({ length: 4096 }, (_, k) => String(k));
  for (let round = 0; round < 2; round += 1) assert.deepEqual(names.map(numberOf), names.map(Number));
  assert.equal(asked, 4096);
  assert.deepEqual([numberOf('4096'), numberOf('4096'), numberOf('0')], [4096, 4096, 0]);
  assert.equal(asked, 4098);
});
