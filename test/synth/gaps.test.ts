import assert from 'node:assert/strict';
import test from 'node:test';
import type { MainSource } from '../../src/core/fields.js';
import { gapFinder } from '../../src/synth/gaps.js';

const gaps = (source: MainSource, rate: number, rows = 100_000): readonly boolean[] =>
  Array.from({ length: rows }, gapFinder(1, source, rate));

for (const rate of [0.001, 0.05, 0.5]) {
  test(`lacks rows at a rate of ${rate}`, () => {
    const lacking = gaps('exif', rate).filter(Boolean).length / 100_000;
    assert.ok(Math.abs(lacking - rate) < rate * 0.25, `${lacking}`);
  });
}

test('lacks no row at a rate of 0, and every row at a rate of 1', () => {
  assert.equal(gaps('exif', 0, 1000).includes(true), false);
  assert.equal(gaps('exif', 1, 1000).includes(false), false);
});

test('lacks some rows singly and some in runs', () => {
  const runs = gaps('places', 0.01)
    .map((isLacking) => (isLacking ? 'x' : ' '))
    .join('')
    .split(/ +/)
    .map((run) => run.length);
  assert.ok(runs.includes(1) && runs.some((length) => length >= 5));
});

test('lacks other rows in another source', () => {
  assert.notDeepEqual(gaps('exif', 0.1, 1000), gaps('places', 0.1, 1000));
});
