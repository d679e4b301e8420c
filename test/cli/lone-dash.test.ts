import assert from 'node:assert/strict';
import test from 'node:test';
import { joinLoneDashes } from '../../src/cli/lone-dash.js';

test('joins a lone dash to the source in front of it, and leaves all else', () => {
  const words = ['run', '--dataset', '-', '--exif', '-x', '--out', '-', '-', '--places=-'];
  assert.deepEqual(joinLoneDashes(words), ['run', '--dataset=-', '--exif', '-x', '--out', '-', '-', '--places=-']);
  assert.deepEqual(joinLoneDashes(['cat', '-']), ['cat', '-']);
});
