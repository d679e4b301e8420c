import assert from 'node:assert/strict';
import test from 'node:test';
import { pythonDecode, pythonStrip } from '../../src/core/python-text.js';

const BYTES = [
  ['ASCII', 'a\0b', 'a\0b'],
  ['sequences of two, three and four bytes', '\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80', 'é中😀'],
  ['a byte order mark', '\xef\xbb\xbf', '\ufeff'],
  ['a byte that is none of UTF-8', '\xff', '\udcff'],
  ['a lone continuation byte', 'a\x80b', 'a\udc80b'],
  ['a sequence cut short', '\xe4\xb8a', '\udce4\udcb8a'],
  ['a sequence cut short by another', '\xe4\xb8\xc3\xa9', '\udce4\udcb8é'],
  ['an overlong sequence', '\xc0\x80\xe0\x80\x80', '\udcc0\udc80\udce0\udc80\udc80'],
  ['a surrogate', '\xed\xa0\x80', '\udced\udca0\udc80'],
  ['a code point over U+10FFFF', '\xf4\x90\x80\x80', '\udcf4\udc90\udc80\udc80'],
] as const;

for (const [name, bytes, text] of BYTES) {
  test(`reads ${name}`, () => {
    assert.equal(pythonDecode(bytes), text);
  });
}

test("strips Python's white space, and nothing else", () => {
  const spaces = [0x9, 0xa, 0xb, 0xc, 0xd, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f];
  spaces.push(0x205f, 0x3000, ...Array.from({ length: 11 }, (_, at) => 0x2000 + at));
  const stripped = Array.from({ length: 0x10000 }, (_, code) => code).filter(
    (code) => pythonStrip(String.fromCharCode(code)) === '',
  );
  assert.deepEqual(
    stripped,
    spaces.sort((left, right) => left - right),
  );
});

test('strips both ends and leaves the middle', () => {
  assert.equal(pythonStrip(' \ta \t b\r\x1f'), 'a \t b');
  assert.equal(pythonStrip('\x85 \u3000'), '');
});
