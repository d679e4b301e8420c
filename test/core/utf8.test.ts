import assert from 'node:assert/strict';
import test from 'node:test';
import { utf8Decode, utf8Encode } from '../../src/core/utf8.js';

const CASES: readonly (readonly [name: string, bytes: string, text: string])[] = [
  ['nothing', '', ''],
  ['ASCII with control characters', 'a\0\x7f', 'a\0\x7f'],
  ['two bytes', '\xc3\xa9', 'é'],
  ['three bytes', '\xe4\xb8\xad', '中'],
  ['four bytes', '\xf0\x9f\x98\x80', '😀'],
  ['a byte order mark, which stays', '\xef\xbb\xbfa', '\ufeffa'],
];

for (const [name, bytes, text] of CASES) {
  test(`reads and writes ${name}`, () => {
    assert.equal(utf8Decode(bytes), text);
    assert.equal(utf8Encode(text), bytes);
  });
}

test('reads what is not UTF-8 as U+FFFD', () => {
  assert.equal(utf8Decode('a\xffb'), 'a\ufffdb');
  assert.equal(utf8Decode('\xed\xa0\x80'), '\ufffd\ufffd\ufffd');
});
