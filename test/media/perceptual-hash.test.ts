import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HASH_HEIGHT, HASH_WIDTH, perceptualHash } from '../../src/media/perceptual-hash.js';

const greys = (brightness: (x: number, y: number) => number): Uint8Array =>
  Uint8Array.from({ length: HASH_WIDTH * HASH_HEIGHT }, (_, k) =>
    brightness(k % HASH_WIDTH, Math.floor(k / HASH_WIDTH)),
  );

const PICTURES: readonly (readonly [name: string, grey: Uint8Array, hash: string])[] = [
  ['one grey', greys(() => 90), '0000000000000000'],
  ['brighter to the right', greys((x) => 20 * x), 'ffffffffffffffff'],
  ['darker to the right', greys((x) => 200 - 20 * x), '0000000000000000'],
  ['brighter downwards', greys((_, y) => 20 * y), '0000000000000000'],
  ['brighter at the right end of each row', greys((x) => (x === 8 ? 1 : 0)), '0101010101010101'],
  [
    'brighter at the second pixel of the first row',
    greys((x, y) => (x === 1 && y === 0 ? 255 : 0)),
    '8000000000000000',
  ],
  ['rows in turn', greys((x, y) => (y % 2 === 0 ? x : 8 - x)), 'ff00ff00ff00ff00'],
];

for (const [name, grey, hash] of PICTURES) {
  test(`gives ${hash} for ${name}`, () => {
    assert.equal(perceptualHash(grey), hash);
  });
}

test('compares no pixel with one of another row', () => {
  assert.equal(perceptualHash(greys((x, y) => 100 * (y % 2) + (8 - x))), '0000000000000000');
});

test('refuses pixels of another size', () => {
  assert.throws(() => perceptualHash(new Uint8Array(64)), { message: 'Expected 72 grey pixels, got 64.' });
});
