import assert from 'node:assert/strict';
import test from 'node:test';
import { exifCodec } from '../../src/core/exif.js';
import { decodeItems } from '../../src/core/side.js';
import { exifLine, makernoteDump } from '../../src/synth/exif-line.js';
import { Random, STREAM } from '../../src/synth/random.js';
import { itemsOf, photoWith, SAMPLE } from './sample.js';

const LISTS = SAMPLE.map(({ exif }) => itemsOf(exif))
  .filter((items) => items !== '')
  .map((items) => decodeItems(items, exifCodec));

test('writes items that decode and encode back to the same bytes', () => {
  assert.equal(
    LISTS.every(({ isCanonical }) => isCanonical),
    true,
  );
});

test('writes 9 to 100 items a line, 10 to 60 as a rule', () => {
  const counts = LISTS.map(({ list }) => list.length);
  assert.ok(Math.min(...counts) >= 9 && Math.max(...counts) <= 100);
  assert.ok(counts.filter((count) => count >= 10 && count <= 60).length > counts.length * 0.9);
});

test('has empty values, and keys that come twice in a line', () => {
  assert.ok(LISTS.some(({ list }) => list.some(({ value }) => value === '')));
  assert.ok(
    LISTS.some(({ list }) => new Set(list.map(({ category, tag }) => `${category}.${tag}`)).size < list.length),
  );
});

const EMPTY = [
  ['a video', { isVideo: true }],
  ['an unknown camera', { camera: null }],
] as const;

for (const [name, facts] of EMPTY) {
  test(`writes the id and a tab for ${name}`, () => {
    assert.equal(exifLine(new Random().reseed(1, 7, STREAM.exif), photoWith(facts)), '6985418911\t');
  });
}

test('dumps makernotes of tens of KB, some over 131,072 characters', () => {
  const random = new Random().reseed(1, 7, STREAM.exif);
  const lengths = Array.from({ length: 60 }, () => makernoteDump(random).length);
  assert.ok(Math.min(...lengths) > 5000, `${Math.min(...lengths)}`);
  assert.ok(Math.max(...lengths) > 131_072, `${Math.max(...lengths)}`);
});
