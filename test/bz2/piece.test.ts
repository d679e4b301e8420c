import assert from 'node:assert/strict';
import test from 'node:test';
import { newlinesOf } from '../../src/bz2/piece.js';

const CASES = [
  ['', []],
  ['a', []],
  ['\n', [0]],
  ['a\nb\n', [1, 3]],
  ['\n\n\r\n', [0, 1, 3]],
] as const;

test('finds the offset of each newline', () => {
  for (const [text, expected] of CASES) assert.deepEqual([...newlinesOf(Buffer.from(text))], expected);
});

test('counts from the beginning of a view of a buffer', () => {
  assert.deepEqual([...newlinesOf(new Uint8Array(Buffer.from('\na\nb\n')).subarray(1, 4))], [1]);
});
