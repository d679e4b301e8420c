import assert from 'node:assert/strict';
import test from 'node:test';
import { hotFunctions } from '../../src/profile/hot-functions.js';
import { foldProfile } from '../../src/profile/profile-tree.js';
import { sampledProfile, type Stack } from './sampled.js';

function hot(seen: readonly (readonly [Stack, number])[], count: number) {
  return hotFunctions(foldProfile('main', sampledProfile(seen), 'file:///'), count).map(
    ({ frame, selfMicros, totalMicros }) => [frame.name, selfMicros, totalMicros],
  );
}

test('adds a function up over all ways to it, its own time first', () => {
  const seen = [
    ['a x.js:1', 5],
    ['a x.js:1 > c x.js:3', 10],
    ['b x.js:2 > c x.js:3', 20],
  ] as const;
  assert.deepEqual(hot(seen, 9), [
    ['c', 30, 30],
    ['a', 5, 15],
    ['b', 0, 20],
  ]);
});

test('counts the time of a function that calls itself once, also over others', () => {
  const seen = [
    ['walk x.js:1', 1],
    ['walk x.js:1 > walk x.js:1', 2],
    ['walk x.js:1 > step x.js:2 > walk x.js:1', 4],
  ] as const;
  assert.deepEqual(hot(seen, 9), [
    ['walk', 7, 7],
    ['step', 0, 4],
  ]);
});

test('takes the first by each of the two times', () => {
  const seen = [
    ['top x.js:1 > a x.js:2', 1],
    ['top x.js:1 > b x.js:3', 9],
    ['top x.js:1 > c x.js:4', 5],
  ] as const;
  assert.deepEqual(hot(seen, 1), [
    ['b', 9, 9],
    ['top', 0, 15],
  ]);
});
