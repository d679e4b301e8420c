import assert from 'node:assert/strict';
import test from 'node:test';
import { joinDashes, withoutMark } from '../../src/cli/dashes.js';

test('joins a lone dash to the source in front of it, and leaves all else', () => {
  const words = ['run', '--dataset', '-', '--exif', '-x', '--out', '-', '-', '--places=-'];
  assert.deepEqual(joinDashes(words), ['run', '--dataset=-', '--exif', '-x', '--out', '-', '-', '--places=-']);
});

test('joins a box that begins below zero to its option, and no other number', () => {
  const words = ['run', '--bbox', '-10,35,30,60', '--bbox', '-.5,0,1,1', '--bbox', '-h', '--limit', '-1'];
  assert.deepEqual(joinDashes(words), [
    'run',
    '--bbox=-10,35,30,60',
    '--bbox=-.5,0,1,1',
    '--bbox',
    '-h',
    '--limit',
    '-1',
  ]);
});

test('marks lone dashes among the files of cat, and gives them back', () => {
  const words = joinDashes(['cat', 'a', '-', '--lines', '..']);
  assert.ok(!words.includes('-'));
  assert.deepEqual(words.map(withoutMark), ['cat', 'a', '-', '--lines', '..']);
});
