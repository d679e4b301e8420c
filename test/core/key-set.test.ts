import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { KeyList } from '../../src/core/key-list.js';
import { keyFinder, keySetChecksum, type KeySet } from '../../src/core/key-set.js';

type Key = readonly [number, number, number, number];

function setOf(keys: readonly Key[], wordsPerKey: 2 | 4): KeySet {
  const list = new KeyList(wordsPerKey);
  for (const key of keys) list.add(...key);
  return list.toSet();
}

/** Words that differ little, so that keys have words in common, and any others. */
const word = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
const shortKey: fc.Arbitrary<Key> = fc.tuple(word, word, fc.constant(0), fc.constant(0));
const longKey: fc.Arbitrary<Key> = fc.tuple(word, word, word, word);

for (const [wordsPerKey, key] of [
  [2, shortKey],
  [4, longKey],
] as const) {
  test(`has the keys of ${wordsPerKey} words that went in, each once, and no others`, () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 300 }), fc.array(key, { maxLength: 50 }), (keys, others) => {
        const set = setOf(keys, wordsPerKey);
        const has = keyFinder(set);
        const texts = new Set(keys.map(String));
        assert.equal(set.count, texts.size);
        for (const one of [...keys, ...others]) {
          assert.equal(has(...one), texts.has(String(one)), String(one));
          // WebAssembly gives a word with its upper bit as a negative number.
          const [a, b, c, d] = one;
          assert.equal(has(a | 0, b | 0, c | 0, d | 0), texts.has(String(one)));
        }
      }),
      { numRuns: 300 },
    );
  });
}

test('has the same checksum for the same keys, in any order and however often, and another for others', () => {
  fc.assert(
    fc.property(fc.array(shortKey, { minLength: 1, maxLength: 100 }), (keys) => {
      const first = keySetChecksum(setOf(keys, 2));
      assert.equal(keySetChecksum(setOf([...keys, ...keys.toReversed(), ...keys], 2)), first);
      const fewer = keys.filter((key) => String(key) !== String(keys[0]));
      assert.notEqual(keySetChecksum(setOf(fewer, 2)), first);
    }),
    { numRuns: 200 },
  );
});

test('has each of many keys, in more buckets than one round tells apart', () => {
  const keys = Array.from({ length: 300_000 }, (_, k): Key => [(k * 2_654_435_761) % 2 ** 32, k % 5, 0, 0]);
  const set = setOf([...keys, ...keys.slice(0, 1000)], 2);
  assert.equal(set.count, keys.length);
  assert.ok(set.bucketBits > 11);
  const has = keyFinder(set);
  assert.ok(keys.every((key) => has(...key)));
  assert.ok(keys.every(([a, b]) => !has(a, b + 5, 0, 0)));
});
