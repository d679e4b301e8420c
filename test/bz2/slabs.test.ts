import assert from 'node:assert/strict';
import test from 'node:test';
import { SLAB_BYTES, SlabPool } from '../../src/bz2/slabs.js';

test('gives slabs of one size, shared, with one user', () => {
  const slab = new SlabPool().take();
  assert.ok(slab.buffer instanceof SharedArrayBuffer);
  assert.equal(slab.buffer.byteLength, SLAB_BYTES);
  assert.equal(slab.bytes.buffer, slab.buffer);
  assert.equal(slab.users, 1);
});

test('does not give out a slab again before its last user is gone', () => {
  const slabs = new SlabPool();
  const first = slabs.take();
  first.users++;
  slabs.release(first);
  assert.equal(slabs.live, 1);
  assert.notEqual(slabs.take(), first);
  slabs.release(first);
  assert.equal(slabs.live, 1);
  const again = slabs.take();
  assert.equal(again, first);
  assert.equal(again.users, 1);
});

test('makes as many slabs as are in use at once, and no more', () => {
  const slabs = new SlabPool();
  const known = new Set(Array.from({ length: 100 }, () => slabs.take()));
  assert.equal(slabs.live, 100);
  for (let round = 0; round < 3; round++) {
    for (const slab of known) slabs.release(slab);
    assert.equal(slabs.live, 0);
    for (let k = 0; k < 100; k++) assert.ok(known.has(slabs.take()));
  }
  assert.equal(known.has(slabs.take()), false);
});
