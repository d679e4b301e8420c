import assert from 'node:assert/strict';
import test from 'node:test';
import { SLAB_BYTES, SlabPool } from '../../src/bz2/slabs.js';
import type { Bytes } from '../../src/bz2/decode-task.js';
import { stretches, type Stretch, type StretchOptions } from '../../src/bz2/stretches.js';
import { cutAt, feed } from '../engine/feed.js';
import { noise } from './compressed.js';

/** Each stretch as the bytes that it covers and those behind it, in slabs given back at once. */
async function cut(source: Iterable<Uint8Array>, options: StretchOptions = {}): Promise<readonly Seen[]> {
  const slabs = new SlabPool();
  const seen: Seen[] = [];
  for await (const stretch of stretches(feed(source), slabs, options)) {
    seen.push({ ...stretch, head: Buffer.from(stretch.head), bytes: bytesOf(stretch) });
    for (const slab of stretch.slabs) slabs.release(slab);
  }
  assert.equal(slabs.live, 0);
  return seen;
}

interface Seen extends Stretch {
  readonly bytes: Buffer;
}

function bytesOf({ compressed }: Stretch): Buffer {
  return Buffer.concat(
    (compressed as readonly Bytes[]).map(({ buffer, from, to }) =>
      Buffer.from(new Uint8Array(buffer).slice(from, to).buffer),
    ),
  );
}

const file = noise(6 * SLAB_BYTES + 5);

test('gives none for no bytes', async () => {
  assert.deepEqual(await cut([]), []);
  assert.deepEqual(await cut([new Uint8Array(0)]), []);
});

const LENGTHS = [1, SLAB_BYTES - 1, SLAB_BYTES, SLAB_BYTES + 1, 4 * SLAB_BYTES, 4 * SLAB_BYTES + 1, file.length];

test('gives a stretch for each slab, with 3 MiB of what is behind it', async () => {
  for (const length of LENGTHS) {
    const seen = await cut([file.subarray(0, length)]);
    assert.equal(seen.length, Math.ceil(length / SLAB_BYTES));
    for (const [k, { baseBit, bits, head, bytes, isFileEnd }] of seen.entries()) {
      const from = k * SLAB_BYTES;
      assert.deepEqual(Buffer.from(head), bytes.subarray(0, Math.min(4, bits / 8)));
      assert.deepEqual([baseBit, bits], [from * 8, Math.min(SLAB_BYTES, length - from) * 8]);
      assert.ok(bytes.equals(file.subarray(from, Math.min(length, from + 4 * SLAB_BYTES))));
      if (isFileEnd) assert.equal(from + bytes.length, length);
      if (from + bytes.length < length) assert.equal(isFileEnd, false);
    }
    assert.equal(seen.at(-1)?.isFileEnd, true);
  }
});

test('gives the same however the chunks are cut', async () => {
  const whole = await cut([file]);
  const parts = await cut(cutAt(file, [1, 2, 3, 700_000, SLAB_BYTES, SLAB_BYTES + 1, 3 * SLAB_BYTES - 1]));
  assert.deepEqual(
    parts.map(({ baseBit, bits, isFileEnd }) => [baseBit, bits, isFileEnd]),
    whole.map(({ baseBit, bits, isFileEnd }) => [baseBit, bits, isFileEnd]),
  );
  for (const [k, { bytes }] of whole.entries()) assert.ok(parts[k]?.bytes.equals(bytes));
});

test('gives stretches of the size that is asked for, each within its slab', async () => {
  const sizes = [300_000, 300_000, SLAB_BYTES, 100, 400_000];
  const length = 3 * SLAB_BYTES + 5;
  const seen = await cut([file.subarray(0, length)], { stretchBytes: () => sizes.shift() ?? SLAB_BYTES });
  const lengths = seen.map(({ bits }) => bits / 8);
  // What is left of a slab goes along with the stretch in front of it when it is too little.
  assert.deepEqual(lengths, [
    300_000,
    300_000,
    SLAB_BYTES - 600_000,
    100,
    400_000,
    SLAB_BYTES - 400_100,
    SLAB_BYTES,
    5,
  ]);
  let from = 0;
  for (const { baseBit, bits, bytes } of seen) {
    assert.equal(baseBit, from * 8);
    assert.ok(bytes.equals(file.subarray(from, Math.min(length, (Math.floor(from / SLAB_BYTES) + 4) * SLAB_BYTES))));
    from += bits / 8;
  }
  assert.equal(from, length);
});

test('counts bits from the beginning of the file when it begins behind it', async () => {
  const seen = await cut([file.subarray(0, SLAB_BYTES + 1)], { firstByte: 1000 });
  assert.deepEqual(
    seen.map(({ baseBit }) => baseBit),
    [8000, 8000 + SLAB_BYTES * 8],
  );
});

test('copies the bytes, so that a chunk may be written again', async () => {
  const chunk = Buffer.from('abc');
  async function* again(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(chunk);
    chunk.fill('x');
  }
  const slabs = new SlabPool();
  for await (const stretch of stretches(again(), slabs)) assert.equal(bytesOf(stretch).toString(), 'abc');
});

test('gives its slabs back when the consumer leaves, and when the chunks cannot be read', async () => {
  const slabs = new SlabPool();
  for await (const stretch of stretches(feed([file]), slabs)) {
    for (const slab of stretch.slabs) slabs.release(slab);
    break;
  }
  assert.equal(slabs.live, 0);
  function* broken(): Generator<Uint8Array> {
    yield file.subarray(0, SLAB_BYTES + 1);
    throw new Error('the source');
  }
  await assert.rejects(stretches(feed(broken()), slabs).next(), { message: 'the source' });
  assert.equal(slabs.live, 0);
});
