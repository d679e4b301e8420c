import assert from 'node:assert/strict';
import test from 'node:test';
import type { Position } from '../../src/synth/photo.js';
import { placesLine } from '../../src/synth/places-line.js';
import { entryAt, Random, STREAM } from '../../src/synth/random.js';
import { TOWNS } from '../../src/synth/towns.js';
import { itemsOf, photoWith, SAMPLE } from './sample.js';

const LISTS = SAMPLE.map(({ places }) => itemsOf(places))
  .filter((items) => items !== '')
  .map((items) => items.split(','));
const typeOf = (item: string): string => item.split(':')[2] ?? '';
const positionIn = (name: string, accuracy: number): Position => ({
  longitude: '1.0',
  latitude: '1.0',
  accuracy,
  town: entryAt(
    TOWNS,
    TOWNS.findIndex((town) => town.name === name),
  ),
});

test('writes number, encoded name and raw type in every item', () => {
  for (const item of LISTS.flat()) assert.match(item, /^\d+:[\w.+%-]+:[A-Z][A-Za-z/ ]+$/);
});

test('ends every line with its only time zone', () => {
  for (const items of LISTS) {
    assert.equal(
      items.findIndex((item) => typeOf(item) === 'Timezone'),
      items.length - 1,
    );
  }
});

test('has a type twice in some lines', () => {
  assert.ok(LISTS.some((items) => items.filter((item) => typeOf(item) === 'Suburb').length === 2));
});

const LEVELS = [
  [12, ['Town', 'Territory', 'Special Administrative Region', 'Timezone']],
  [7, ['Territory', 'Special Administrative Region', 'Timezone']],
  [3, ['Special Administrative Region', 'Timezone']],
] as const;

for (const [accuracy, types] of LEVELS) {
  test(`begins at ${types[0]} for an accuracy of ${accuracy}`, () => {
    const photo = photoWith({ position: positionIn('Admiralty', accuracy) });
    const line = placesLine(new Random().reseed(1, 1, STREAM.places), photo);
    const got = itemsOf(line)
      .split(',')
      .map(typeOf)
      .filter((type) => type !== 'Suburb');
    assert.deepEqual(got, types);
  });
}

test('writes the id and a tab without a position, and for a junk one', () => {
  const random = new Random().reseed(1, 1, STREAM.places);
  const junk = { longitude: '-1.0', latitude: '-1.0', accuracy: 16, town: null };
  assert.equal(placesLine(random, photoWith({ position: null })), '6985418911\t');
  assert.equal(placesLine(random, photoWith({ position: junk })), '6985418911\t');
});
