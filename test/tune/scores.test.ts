import assert from 'node:assert/strict';
import test from 'node:test';
import { quantile, scoresOf } from '../../src/tune/scores.js';

test('ranks cells by their own speed where the machine slows down from round to round', () => {
  // The second cell is 10 % faster; each round is half as fast as the one before, and the order within it turns.
  const scores = scoresOf([
    [100, 50, 25],
    [110, 55, 27.5],
  ]);
  const [a, b] = scores.map(({ value }) => value);
  assert.ok(a !== undefined && b !== undefined && Math.abs(b / a - 1.1) < 1e-9);
  for (const { spread } of scores) assert.ok(spread < 1e-9);
});

test('counts a round for those that were in it', () => {
  const [a, b] = scoresOf([
    [100, 200, 200],
    [90, null, null],
  ]);
  assert.ok((a?.value ?? 0) > (b?.value ?? 0));
});

test('tells how far apart the rounds were', () => {
  const [one] = scoresOf([[100]]);
  assert.deepEqual(one, { value: 100, spread: 0 });
  const [noisy] = scoresOf([
    [100, 100, 100, 100],
    [80, 120, 80, 120],
  ]);
  assert.ok((noisy?.spread ?? 0) > 0.01);
});

test('takes quantiles between the two values around them', () => {
  assert.equal(quantile([9, 1, 2], 0.5), 2);
  assert.equal(quantile([4, 1, 2, 3], 0.5), 2.5);
  assert.equal(quantile([3, 1, 2, 4], 0.5), 2.5);
  assert.equal(quantile([5], 0.9), 5);
  assert.equal(quantile([], 0.5), 0);
});
