import assert from 'node:assert/strict';
import test from 'node:test';
import { entryAt, Random, scramble, STREAM } from '../../src/synth/random.js';

const words = (random: Random): readonly number[] => Array.from({ length: 5 }, () => random.word());

test('gives the same numbers for the same place, whatever was drawn before', () => {
  const random = new Random();
  const first = words(random.reseed(3, 1000, STREAM.photo));
  random.reseed(9, 9, STREAM.exif).unit();
  assert.deepEqual(words(random.reseed(3, 1000, STREAM.photo)), first);
});

const PLACES = [
  ['seed', 4, 1000, STREAM.photo],
  ['seed over 32 bits', 3 + 2 ** 32, 1000, STREAM.photo],
  ['row', 3, 1001, STREAM.photo],
  ['row over 32 bits', 3, 1000 + 2 ** 32, STREAM.photo],
  ['stream', 3, 1000, STREAM.dataset],
] as const;

for (const [name, seed, row, stream] of PLACES) {
  test(`gives other numbers for another ${name}`, () => {
    const one = words(new Random().reseed(3, 1000, STREAM.photo));
    const other = words(new Random().reseed(seed, row, stream));
    assert.deepEqual(
      one.filter((word) => other.includes(word)),
      [],
    );
  });
}

test('spreads the first number of neighbouring rows evenly', () => {
  const random = new Random();
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let row = 0; row < 20_000; row++) {
    const tenth = Math.floor(random.reseed(1, row, STREAM.photo).unit() * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  for (const count of tenths) assert.ok(Math.abs(count - 2000) < 200, `${count} of 20,000 in one tenth`);
});

test('keeps whole numbers inside their bounds', () => {
  const random = new Random().reseed(1, 1, STREAM.photo);
  const drawn = Array.from(
    { length: 2000 },
    () => [random.below(3), random.between(5, 7), random.early(4, 2)] as const,
  );
  assert.deepEqual(new Set(drawn.map(([below]) => below)), new Set([0, 1, 2]));
  assert.deepEqual(new Set(drawn.map(([, between]) => between)), new Set([5, 6, 7]));
  assert.deepEqual(new Set(drawn.map(([, , early]) => early)), new Set([0, 1, 2, 3]));
});

test('takes early indexes oftener', () => {
  const random = new Random().reseed(1, 2, STREAM.photo);
  const indexes = Array.from({ length: 10_000 }, () => random.early(1_000_000, 100));
  const share = indexes.filter((index) => index < 100).length / indexes.length;
  assert.ok(Math.abs(share - 0.5) < 0.03, `${share} below the flatness`);
});

test('writes bytes in lower-case hex', () => {
  assert.match(new Random().reseed(1, 3, STREAM.photo).hex(16), /^[0-9a-f]{32}$/);
});

test('scrambles each word to another one', () => {
  assert.equal(new Set(Array.from({ length: 10_000 }, (_, word) => scramble(word))).size, 10_000);
});

test('throws for an index outside of a list', () => {
  assert.throws(() => entryAt(['a'], 1), new RangeError('Expected an index below 1, got 1'));
});
