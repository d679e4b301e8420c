import assert from 'node:assert/strict';
import test from 'node:test';
import { placeCodec } from '../../src/core/places.js';
import { REAL_ITEMS } from './real-rows.js';

test('gives every real item back', () => {
  for (const text of REAL_ITEMS.places.flatMap((items) => items.split(','))) {
    const item = placeCodec.decode(text);
    assert.ok(item !== null, text);
    assert.equal(placeCodec.encode(item), text);
  }
});

const CASES = [
  [
    'a name with a slash',
    '28350896:Europe%2FDublin:Timezone',
    { woeid: '28350896', name: 'Europe/Dublin', type: 'Timezone' },
    true,
  ],
  [
    'a type with spaces',
    '24865698:Hong+Kong:Special Administrative Region',
    { woeid: '24865698', name: 'Hong Kong', type: 'Special Administrative Region' },
    true,
  ],
  [
    'a type with slashes',
    '1:a:District/Town/Township',
    { woeid: '1', name: 'a', type: 'District/Town/Township' },
    true,
  ],
  ['empty parts', '::', { woeid: '', name: '', type: '' }, true],
  ['an encoded colon', '1:a%3Ab:Town', { woeid: '1', name: 'a:b', type: 'Town' }, true],
  ['a name with a raw space', '1:Hong Kong:Town', { woeid: '1', name: 'Hong Kong', type: 'Town' }, false],
  ['a type that is not UTF-8', '1:a:\xff', { woeid: '1', name: 'a', type: '\ufffd' }, false],
] as const;

for (const [name, text, item, isCanonical] of CASES) {
  test(`reads ${name}`, () => {
    assert.deepEqual(placeCodec.decode(text), item);
    assert.equal(placeCodec.encode(item) === text, isCanonical);
  });
}

for (const text of ['', '1', '1:Cork', '1:Cork:Town:', '1:a:b:c']) {
  test(`does not take \`${text}\` for an item`, () => {
    assert.equal(placeCodec.decode(text), null);
  });
}
