import assert from 'node:assert/strict';
import test from 'node:test';
import { BLOCK_BYTES, fillOf, headerOf, TAR_END } from '../../src/sinks/tar-block.js';

test('makes a header of one block that says nothing of the machine', () => {
  const header = headerOf('1.jpg', 8);
  assert.equal(header.length, BLOCK_BYTES);
  assert.equal(header.toString('latin1', 0, 6), '1.jpg\0');
  // Size, then time: octal digits.
  assert.equal(header.toString('latin1', 124, 135).trim(), '0000000010');
  assert.equal(header.toString('latin1', 136, 147).trim(), '0000000000');
  assert.deepEqual(headerOf('1.jpg', 8), header);
});

test('fills bodies up to whole blocks', () => {
  assert.deepEqual(
    [0, 1, 511, 512, 513].map((bytes) => fillOf(bytes).length),
    [0, 511, 1, 0, 511],
  );
  assert.ok([...TAR_END, ...fillOf(1)].every((byte) => byte === 0));
});
