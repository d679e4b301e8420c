import assert from 'node:assert/strict';
import test from 'node:test';
import { decode, encode } from '../../src/core/url-encoding.js';
import { Random, STREAM } from '../../src/synth/random.js';
import { capitalised, phrase, prose, tag } from '../../src/synth/text.js';

const SCRIPTS = [
  ['english', /^[\p{ASCII}]+$/u],
  ['latin', /\p{Script=Latin}/u],
  ['cjk', /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['arabic', /\p{Script=Arabic}/u],
] as const;

for (const [language, script] of SCRIPTS) {
  test(`writes ${language} prose in its script, encoded`, () => {
    const text = prose(new Random().reseed(1, 1, STREAM.dataset), language, 50);
    assert.match(decode(text), script);
    assert.equal(encode(decode(text)), text);
  });
}

test('writes the asked number of words', () => {
  assert.equal(phrase(new Random().reseed(1, 1, STREAM.dataset), 'english', 7).split('+').length, 7);
});

test('writes tags without a raw comma', () => {
  const random = new Random().reseed(1, 1, STREAM.dataset);
  const tags = Array.from({ length: 3000 }, () => tag(random, 'english'));
  assert.deepEqual(
    tags.filter((text) => text.includes(',')),
    [],
  );
  assert.ok(tags.includes('b%26w'));
});

test('leaves an escape at the start as it is', () => {
  assert.equal(capitalised('%c3'), '%c3');
  assert.equal(capitalised('lake'), 'Lake');
});
