import assert from 'node:assert/strict';
import test from 'node:test';
import { createBlockDecoder } from '../../src/bz2/block-decoder.js';
import { BLOCK_KIND, END_KIND } from '../../src/bz2/magic-scan.js';
import { longText } from './real-bzip2.js';

const decoder = createBlockDecoder();
const MAGICS = [
  [BLOCK_KIND, 0x314159265359n],
  [END_KIND, 0x177245385090n],
] as const;

/** Bytes that the scan takes at once. */
const WINDOW = 1 << 20;

function found(bytes: Uint8Array, fromBit?: number): (readonly [number, number])[] {
  const { bits, kinds } = decoder.scan(bytes, fromBit);
  return Array.from(bits, (bit, at) => [bit, kinds[at] ?? -1] as const);
}

/** Puts a magic over the bits that are there. */
function plant(bytes: Uint8Array, bit: number, magic: bigint): void {
  for (let at = 0; at < 48; at++) {
    const mask = 128 >> ((bit + at) & 7);
    const byte = bytes[(bit + at) >> 3] ?? 0;
    bytes[(bit + at) >> 3] = (magic >> BigInt(47 - at)) & 1n ? byte | mask : byte & ~mask;
  }
}

for (const [kind, magic] of MAGICS) {
  test(`finds the magic of ${kind === BLOCK_KIND ? 'a block' : 'an end'} at any bit of any place, and only there`, () => {
    for (const fill of [0x00, 0xff, 0x31]) {
      for (let bit = 0; bit < 200; bit++) {
        const bytes = new Uint8Array(40).fill(fill);
        if (bit + 48 > bytes.length * 8) break;
        plant(bytes, bit, magic);
        assert.deepEqual(found(bytes), [[bit, kind]], `bit ${bit} over ${fill}`);
      }
    }
  });
}

test('finds magics that end with the bytes, and none that the bytes cut', () => {
  for (let bytes = 6; bytes < 24; bytes++) {
    const whole = new Uint8Array(bytes);
    plant(whole, bytes * 8 - 48, 0x314159265359n);
    assert.deepEqual(found(whole), [[bytes * 8 - 48, BLOCK_KIND]]);
    assert.deepEqual(found(whole.subarray(0, bytes - 1)), []);
  }
});

test('finds magics around the edges of its windows, each once', () => {
  for (const edge of [WINDOW - 6, WINDOW, 2 * (WINDOW - 6), 2 * WINDOW]) {
    for (let bit = edge * 8 - 60; bit < edge * 8 + 12; bit += 3) {
      const bytes = new Uint8Array(edge + 20);
      plant(bytes, bit, 0x177245385090n);
      assert.deepEqual(found(bytes), [[bit, END_KIND]], `${bit - edge * 8} bits from ${edge}`);
    }
  }
});

test('finds magics that stand side by side over several windows', () => {
  const count = 400_000;
  const bytes = new Uint8Array(count * 6);
  bytes.set([0x31, 0x41, 0x59, 0x26, 0x53, 0x59]);
  for (let filled = 6; filled < bytes.length; filled *= 2) bytes.copyWithin(filled, 0, filled);
  const { bits, kinds } = decoder.scan(bytes);
  assert.equal(bits.length, count);
  assert.ok(bits.every((bit, at) => bit === at * 48));
  assert.ok(kinds.every((kind) => kind === BLOCK_KIND));
});

test('leaves out what begins before the bit it is told', () => {
  const bytes = new Uint8Array(100);
  for (const bit of [3, 70, 200, 500]) plant(bytes, bit, 0x314159265359n);
  assert.deepEqual(
    [0, 3, 4, 70, 71, 200, 201, 500, 501].map((from) => found(bytes, from).map(([bit]) => bit)),
    [[3, 70, 200, 500], [3, 70, 200, 500], [70, 200, 500], [70, 200, 500], [200, 500], [200, 500], [500], [500], []],
  );
});

test('finds nothing in bytes without a magic', () => {
  assert.deepEqual(found(longText(3_000_000)), []);
  for (let bytes = 0; bytes < 20; bytes++) assert.deepEqual(found(new Uint8Array(bytes).fill(0x31)), []);
});
