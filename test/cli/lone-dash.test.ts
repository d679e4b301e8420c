import assert from 'node:assert/strict';
import test from 'node:test';
import { joinLoneDashes, withoutMark } from '../../src/cli/lone-dash.js';

test('joins a lone dash to the source in front of it, and leaves all else', () => {
  const words = ['run', '--dataset', '-', '--exif', '-x', '--out', '-', '-', '--places=-'];
  assert.deepEqual(joinLoneDashes(words), ['run', '--dataset=-', '--exif', '-x', '--out', '-', '-', '--places=-']);
});

test('marks lone dashes among the files of cat, and gives them back', () => {
  const words = joinLoneDashes(['cat', 'a', '-', '--lines', '..']);
  assert.ok(!words.includes('-'));
  assert.deepEqual(words.map(withoutMark), ['cat', 'a', '-', '--lines', '..']);
});
