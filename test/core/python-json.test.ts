import assert from 'node:assert/strict';
import test from 'node:test';
import { pythonJson } from '../../src/core/python-json.js';

test('indents by four and writes an empty dict as {}', () => {
  const dict = new Map([
    ['b', new Map([['x', 'y']])],
    ['a', new Map()],
  ]);
  assert.equal(pythonJson(dict), '{\n    "a": {},\n    "b": {\n        "x": "y"\n    }\n}');
  assert.equal(pythonJson(new Map()), '{}');
});

const ESCAPES = [
  ['printable ASCII', ' !#[]~/', ' !#[]~/'],
  ['a quote and a backslash', '"\\', '\\"\\\\'],
  ['what has a short escape', '\b\f\n\r\t', '\\b\\f\\n\\r\\t'],
  ['other control characters', '\0\x1f\x7f', '\\u0000\\u001f\\u007f'],
  ['beyond ASCII', 'é中', '\\u00e9\\u4e2d'],
  ['beyond U+FFFF', '😀', '\\ud83d\\ude00'],
  ['a lone surrogate', '\udcff', '\\udcff'],
] as const;

for (const [name, text, written] of ESCAPES) {
  test(`writes ${name}`, () => {
    assert.equal(pythonJson(new Map([[text, text]])), `{\n    "${written}": "${written}"\n}`);
  });
}

test('sorts keys by code point', () => {
  const keys = [
    '',
    '1',
    '10',
    '9',
    'A',
    '__proto__',
    'a',
    'ab',
    'a\ufb00',
    'a😀',
    'a😀b',
    'a😁',
    '\udc80',
    '\ufb00',
    '😀',
  ];
  const json = pythonJson(new Map(keys.toReversed().map((key) => [key, ''])));
  assert.deepEqual(
    [...json.matchAll(/^ {4}(".*"): ""/gm)].map(([, key = '']): unknown => JSON.parse(key)),
    keys,
  );
});
