import assert from 'node:assert/strict';
import test from 'node:test';
import { autotagCodec } from '../../src/core/autotags.js';
import { REAL_ITEMS } from './real-rows.js';

test('gives every real item back', () => {
  for (const text of REAL_ITEMS.autotags.flatMap((items) => items.split(','))) {
    const item = autotagCodec.decode(text);
    assert.ok(item !== null, text);
    assert.equal(autotagCodec.encode(item), text);
  }
});

const CASES = [
  ['a concept with a space', 'french window:0.8390', { concept: 'french window', score: 0.839 }, true],
  ['a concept with a colon', 'a:b:0.5000', { concept: 'a:b', score: 0.5 }, true],
  ['a concept that looks encoded', 'a+b%20:1.0000', { concept: 'a+b%20', score: 1 }, true],
  ['a concept in UTF-8', 'caf\xc3\xa9:0.5000', { concept: 'café', score: 0.5 }, true],
  ['an empty concept', ':0.5000', { concept: '', score: 0.5 }, true],
  ['a short score', 'sky:0.5', { concept: 'sky', score: 0.5 }, false],
  ['a long score', 'sky:0.50001', { concept: 'sky', score: 0.50001 }, false],
  ['a score below zero', 'sky:-0.0000', { concept: 'sky', score: 0 }, false],
  ['a concept that is not UTF-8', 'caf\xe9:0.5000', { concept: 'caf\ufffd', score: 0.5 }, false],
] as const;

for (const [name, text, item, isCanonical] of CASES) {
  test(`reads ${name}`, () => {
    assert.deepEqual(autotagCodec.decode(text), item);
    assert.equal(autotagCodec.encode(item) === text, isCanonical);
  });
}

for (const text of ['', 'sky', 'sky:', 'sky:high', 'sky: 0.5', 'sky:NaN', '0.5:sky']) {
  test(`does not take \`${text}\` for an item`, () => {
    assert.equal(autotagCodec.decode(text), null);
  });
}
