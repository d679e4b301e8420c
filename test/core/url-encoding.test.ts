import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { decode, encode } from '../../src/core/url-encoding.js';

const text = fc.string({ unit: 'binary' });

test('leaves letters, digits, `_`, `.` and `-` alone and writes every other byte in upper-case hex', () => {
  const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
  const expected = ascii.map((character) => {
    if (/[A-Za-z0-9_.-]/.test(character)) return character;
    return character === ' ' ? '+' : `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
  assert.deepEqual(ascii.map(encode), expected);
});

const CANONICAL = [
  ['', ''],
  ['a.b-c_9', 'a.b-c_9'],
  ['Canon+PowerShot+ELPH+310+HS', 'Canon PowerShot ELPH 310 HS'],
  ['Foto+Antonio+%5Bab%5D', 'Foto Antonio [ab]'],
  ['m%C3%BCller', 'müller'],
  ['%E4%B8%AD%F0%9F%98%80', '中😀'],
  ['%7E%2A%27%2B%25', "~*'+%"],
  ['%EF%BF%BD', '\ufffd'],
  ['%EF%BB%BFa', '\ufeffa'],
] as const;

for (const [cell, value] of CANONICAL) {
  test(`reads and writes \`${cell}\``, () => {
    assert.equal(decode(cell), value);
    assert.equal(encode(value), cell);
  });
}

const NOT_CANONICAL = [
  ['a percent sign with nothing after it', '50%', '50%'],
  ['a percent sign with one hex digit', '%4', '%4'],
  ['a percent sign without hex digits', '%zz%4g%-1', '%zz%4g%-1'],
  ['lower-case hex', '%c3%bc', 'ü'],
  ['a raw space', 'a b', 'a b'],
  ['a needless escape', '%41', 'A'],
  ['an escaped space', '%20', ' '],
  ['raw UTF-8', '\xc3\xbc', 'ü'],
  ['raw and escaped bytes of one character', '\xc3%BC', 'ü'],
  ['bytes that are not UTF-8', 'a%FFb', 'a\ufffdb'],
  ['a surrogate', '%ED%A0%80', '\ufffd\ufffd\ufffd'],
] as const;

for (const [name, cell, value] of NOT_CANONICAL) {
  test(`reads ${name}, which it would not write so`, () => {
    assert.equal(decode(cell), value);
    assert.notEqual(encode(value), cell);
  });
}

test('gives every text back', () => {
  fc.assert(fc.property(text, (value) => assert.equal(decode(encode(value)), value)));
});

test("writes as the platform's form encoder does, which only leaves `*` alone", () => {
  fc.assert(
    fc.property(text, (value) => {
      const form = String(new URLSearchParams([['', value]])).slice(1);
      assert.equal(encode(value), form.replaceAll('*', '%2A'));
    }),
  );
});

test("reads as the platform's form decoder does", () => {
  const cell = fc.string({ unit: fc.constantFrom(...'aZ09+%%%%CcEeFf8b.'.split('')) });
  fc.assert(fc.property(cell, (value) => assert.equal(decode(value), new URLSearchParams(`=${value}`).get(''))));
});
