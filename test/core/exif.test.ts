import assert from 'node:assert/strict';
import test from 'node:test';
import { exifCodec } from '../../src/core/exif.js';
import { REAL_ITEMS } from './real-rows.js';

test('gives every real item back', () => {
  for (const text of REAL_ITEMS.exif.flatMap((items) => items.split(','))) {
    const item = exifCodec.decode(text);
    assert.ok(item !== null, text);
    assert.equal(exifCodec.encode(item), text);
  }
});

const CASES = [
  [
    'an empty value',
    'Exif+IFD0.Image+Description:',
    { category: 'Exif IFD0', tag: 'Image Description', value: '' },
    true,
  ],
  ['the value null', 'a.b:null', { category: 'a', tag: 'b', value: 'null' }, true],
  ['a tag with a dot', 'a.b.c:d', { category: 'a', tag: 'b.c', value: 'd' }, true],
  ['an encoded value', 'a.b:10%3A20%2C+x', { category: 'a', tag: 'b', value: '10:20, x' }, true],
  ['nothing but the signs', '.:', { category: '', tag: '', value: '' }, true],
  ['a value with a raw colon', 'a.b:c:d', { category: 'a', tag: 'b', value: 'c:d' }, false],
  ['a category with an encoded dot', 'a%2Eb.c:d', { category: 'a.b', tag: 'c', value: 'd' }, false],
  ['lower-case hex', 'a.b:%c3%a9', { category: 'a', tag: 'b', value: 'é' }, false],
] as const;

for (const [name, text, item, isCanonical] of CASES) {
  test(`reads ${name}`, () => {
    assert.deepEqual(exifCodec.decode(text), item);
    assert.equal(exifCodec.encode(item) === text, isCanonical);
  });
}

for (const text of ['', 'a', 'a.b', 'a:b', 'a:b.c', ':.']) {
  test(`does not take \`${text}\` for an item`, () => {
    assert.equal(exifCodec.decode(text), null);
  });
}
