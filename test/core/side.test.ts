import assert from 'node:assert/strict';
import test from 'node:test';
import { autotagCodec } from '../../src/core/autotags.js';
import { decodeItems, encodeItems, parseSideLine, sideId } from '../../src/core/side.js';
import { realLines } from './real-rows.js';

const LINES = [
  ['items', '28605\tart:0.9560,map:0.6350', { ok: true, photoId: '28605', items: 'art:0.9560,map:0.6350' }],
  ['nothing known', '28605\t', { ok: true, photoId: '28605', items: '' }],
  ['tabs in the items', '28605\ta\tb\t', { ok: true, photoId: '28605', items: 'a\tb\t' }],
  ['no tab', '28605', { ok: false, reason: 'Expected an id, a tab and items, got `28605`.' }],
  ['no id', '\tart:0.9560', { ok: false, reason: 'Expected the photo id to be 1 to 20 digits, got ``.' }],
  ['a wrong id', '1 2\ta', { ok: false, reason: 'Expected the photo id to be 1 to 20 digits, got `1 2`.' }],
] as const;

for (const [name, line, result] of LINES) {
  test(`cuts a line with ${name}`, () => {
    assert.deepEqual(parseSideLine(line), result);
    assert.equal(sideId(line), result.ok ? result.photoId : null);
  });
}

test('reads the id of a line that is cut behind its tab', () => {
  assert.equal(sideId('28605\tart:0.9'), '28605');
  assert.equal(sideId('286'), null);
});

test('gives the items of every real line back', () => {
  for (const line of realLines('autotags-v1.sample.tsv')) {
    const result = parseSideLine(line);
    assert.ok(result.ok);
    const { list, bad, isCanonical } = decodeItems(result.items, autotagCodec);
    assert.deepEqual([bad, isCanonical], [0, true]);
    assert.equal(encodeItems(list, autotagCodec), result.items);
  }
});

const sky = { concept: 'sky', score: 0.5 };
const ITEMS = [
  ['no items', '', { list: [], bad: 0, isCanonical: true }],
  ['items in their order, twice too', 'sky:0.5000,sky:0.5000', { list: [sky, sky], bad: 0, isCanonical: true }],
  ['an item that is written otherwise', 'sky:0.5', { list: [sky], bad: 0, isCanonical: false }],
  ['an item that is none', 'sky,sky:0.5000', { list: [sky], bad: 1, isCanonical: false }],
  ['only a comma', ',', { list: [], bad: 2, isCanonical: false }],
] as const;

for (const [name, items, result] of ITEMS) {
  test(`reads ${name}`, () => {
    assert.deepEqual(decodeItems(items, autotagCodec), result);
  });
}
