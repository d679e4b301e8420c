import assert from 'node:assert/strict';
import test from 'node:test';
import { createBlockDecoder } from '../../src/bz2/block-decoder.js';
import type { Bytes } from '../../src/bz2/decode-task.js';
import { StretchBuffers, StretchMagics } from '../../src/bz2/stretch-bytes.js';
import { noise } from './compressed.js';

const MAGIC = Buffer.from('314159265359', 'hex');
const SCAN_BYTES = 256 * 1024;

/** The bytes in buffers cut at these places, each with other bytes around them. */
function partsOf(bytes: Uint8Array, cuts: readonly number[]): Bytes[] {
  return [0, ...cuts].map((from, k) => {
    const to = cuts[k] ?? bytes.length;
    const buffer = new SharedArrayBuffer(to - from + 20);
    new Uint8Array(buffer).fill(0x31).set(bytes.subarray(from, to), 7);
    return { buffer, from: 7, to: 7 + to - from };
  });
}

test('gives any bytes, from one buffer or from several', () => {
  const file = noise(1000);
  const bytes = new StretchBuffers(partsOf(file, [100, 101, 500]));
  assert.equal(bytes.length, 1000);
  for (const [from, to] of [
    [0, 1000],
    [0, 100],
    [99, 102],
    [100, 101],
    [101, 500],
    [50, 600],
    [990, 2000],
    [1000, 1010],
  ] as const) {
    assert.deepEqual(Buffer.from(bytes.slice(from, to)), file.subarray(from, to), `${from} to ${to}`);
  }
});

test('finds every magic, also around the edges of buffers and of what is scanned at once', () => {
  const places = [0, 94, 5000, SCAN_BYTES - 6, SCAN_BYTES + 1, 2 * SCAN_BYTES - 1, 3 * SCAN_BYTES - 3, 900_000 - 6];
  const file = Buffer.alloc(900_000);
  for (const place of places) MAGIC.copy(file, place);
  const bytes = new StretchBuffers(partsOf(file, [97, 3 * SCAN_BYTES]));
  const decoder = createBlockDecoder();
  const magics = new StretchMagics(bytes, decoder, 0);
  const found: number[] = [];
  for (let bit = magics.next(0); bit !== null; bit = magics.next(bit + 1)) found.push(bit / 8);
  assert.deepEqual(found, places);
  // In any order.
  assert.deepEqual([magics.next(94 * 8), magics.next(900_000 * 8), magics.next(1)], [94 * 8, null, 94 * 8]);
  assert.equal(new StretchMagics(bytes, decoder, 5001 * 8).next(5001 * 8), (SCAN_BYTES - 6) * 8);
});
