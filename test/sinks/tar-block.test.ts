import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { Header } from 'tar/header';
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

test('makes each header as the library does', () => {
  const digits = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
  const name = fc.oneof(
    fc.tuple(digits, fc.constantFrom('.json', '.jpg', '.3gp')).map((parts) => parts.join('')),
    fc.string({ minLength: 1, maxLength: 120, unit: 'binary' }).filter((text) => !/[/\\\0]/.test(text)),
    fc.constantFrom('x'.repeat(99), 'x'.repeat(100), 'x'.repeat(101), 'é.jpg'),
  );
  const size = fc.oneof(fc.nat(), fc.constantFrom(0, 8 ** 10 - 1, 8 ** 10, 8 ** 11, 2 ** 40));
  fc.assert(
    fc.property(name, size, (path, bytes) => {
      const header = Buffer.alloc(BLOCK_BYTES);
      const facts = { mode: 0o644, uid: 0, gid: 0, mtime: new Date(0), type: 'File' } as const;
      new Header({ ...facts, path, size: bytes }).encode(header, 0);
      assert.deepEqual(headerOf(path, bytes), header);
    }),
  );
});

test('fills bodies up to whole blocks', () => {
  assert.deepEqual(
    [0, 1, 511, 512, 513].map((bytes) => fillOf(bytes).length),
    [0, 511, 1, 0, 511],
  );
  assert.ok([...TAR_END, ...fillOf(1)].every((byte) => byte === 0));
});
