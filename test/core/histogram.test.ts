import assert from 'node:assert/strict';
import test from 'node:test';
import { createTally, rangeOf } from '../../src/core/histogram.js';

const BOUNDS = [0.1, 1, 10];

for (const [seconds, range] of [
  [0, 0],
  [0.1, 0],
  [0.100001, 1],
  [1, 1],
  [10, 2],
  [10.5, 3],
  [Infinity, 3],
] as const) {
  test(`puts ${seconds} s into range ${range}`, () => {
    assert.equal(rangeOf(BOUNDS, seconds), range);
  });
}

test('counts each duration once, and adds them up', () => {
  const tally = createTally(BOUNDS);
  assert.deepEqual(tally.read(), { bounds: BOUNDS, counts: [0, 0, 0, 0], sum: 0 });
  const before = tally.read();
  for (const seconds of [0.5, 0.25, 20, 0.0625]) tally.add(seconds);
  assert.deepEqual(tally.read(), { bounds: BOUNDS, counts: [1, 2, 0, 1], sum: 20.8125 });
  assert.deepEqual(before.counts, [0, 0, 0, 0]);
});
