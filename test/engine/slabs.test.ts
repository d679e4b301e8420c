import assert from 'node:assert/strict';
import test from 'node:test';
import { SLAB_BYTES, SlabPool } from '../../src/engine/slabs.js';

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

test('keeps no more than 64 free slabs', () => {
  const slabs = new SlabPool();
  const taken = Array.from({ length: 70 }, () => slabs.take());
  assert.equal(slabs.live, 70);
  for (const slab of taken) slabs.release(slab);
  assert.equal(slabs.live, 0);
  const known = new Set(taken);
  const again = Array.from({ length: 70 }, () => slabs.take());
  assert.equal(again.filter((slab) => known.has(slab)).length, 64);
});
