import assert from 'node:assert/strict';
import test from 'node:test';
import { autotagsLine } from '../../src/synth/autotags-line.js';
import { SCENES } from '../../src/synth/concepts.js';
import { Random, STREAM } from '../../src/synth/random.js';
import { itemsOf, photoWith, SAMPLE } from './sample.js';

const LISTS = SAMPLE.map(({ autotags }) => itemsOf(autotags))
  .filter((items) => items !== '')
  .map((items) => items.split(','));

test('writes a concept and a score of four decimals from 0.5 to 1 in every item', () => {
  for (const item of LISTS.flat()) assert.match(item, /^[a-z-]+( [a-z-]+)*:(0\.[5-9]\d{3}|1\.0000)$/);
});

test('sorts the concepts of a line and has none twice', () => {
  for (const items of LISTS) {
    const concepts = items.map((item) => item.slice(0, item.indexOf(':')));
    assert.deepEqual(concepts, [...new Set(concepts)].sort());
  }
});

test('has raw spaces in some concepts', () => {
  assert.ok(LISTS.flat().some((item) => item.startsWith('french window:')));
});

test('knows some hundreds of concepts', () => {
  assert.ok(new Set(SCENES.flat()).size > 450, `${new Set(SCENES.flat()).size}`);
});

test('writes the id and a tab for a video', () => {
  const random = new Random().reseed(1, 7, STREAM.autotags);
  assert.equal(autotagsLine(random, photoWith({ isVideo: true })), '6985418911\t');
});
