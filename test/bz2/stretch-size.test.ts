import assert from 'node:assert/strict';
import test from 'node:test';
import { SLAB_BYTES } from '../../src/bz2/slabs.js';
import { StretchSize } from '../../src/bz2/stretch-size.js';

/** The size after many stretches that gave so many times their bytes. */
function settled(ratio: number): StretchSize {
  const size = new StretchSize();
  for (let k = 0; k < 50; k++) size.learn(size.bytes, size.bytes * ratio);
  return size;
}

test('begins with a quarter of a slab, so that all threads have some of a small file', () => {
  assert.equal(new StretchSize().bytes, SLAB_BYTES / 4);
});

const RATIOS = [
  [0, 2 * SLAB_BYTES],
  [1, 2 * SLAB_BYTES],
  [4, 2 * SLAB_BYTES],
  [8, SLAB_BYTES],
  [32, SLAB_BYTES / 4],
  [100_000, 32 * 1024],
] as const;

for (const [ratio, bytes] of RATIOS) {
  test(`asks for ${bytes} bytes where a byte becomes ${ratio}`, () => {
    assert.equal(settled(ratio).bytes, bytes);
  });
}

test('asks for less where tasks are to be smaller, and for more where they are to be larger', () => {
  for (const [textBytes, bytes] of [
    [SLAB_BYTES, SLAB_BYTES / 4],
    [16 * SLAB_BYTES, 4 * SLAB_BYTES],
  ] as const) {
    const size = new StretchSize(textBytes);
    for (let k = 0; k < 50; k++) size.learn(size.bytes, size.bytes * 4);
    assert.equal(size.bytes, bytes);
  }
});

test('tells how many slabs the text will take, and one more', () => {
  assert.equal(settled(4).slabsFor(SLAB_BYTES), 5);
  assert.equal(settled(32).slabsFor(SLAB_BYTES / 8), 5);
});

test('follows a change within some ten stretches, and is not thrown by one', () => {
  const size = settled(4);
  size.learn(SLAB_BYTES, 0);
  assert.equal(size.bytes, 2 * SLAB_BYTES);
  for (let k = 0; k < 12; k++) size.learn(size.bytes, size.bytes * 32);
  assert.ok(size.bytes < (2 * SLAB_BYTES) / 7, `${size.bytes} bytes`);
});
