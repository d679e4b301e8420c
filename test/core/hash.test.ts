import assert from 'node:assert/strict';
import test from 'node:test';
import { COLUMNS } from '../../src/core/fields.js';
import { urlHash } from '../../src/core/hash.js';
import { realLines, rowOf } from './real-rows.js';

test('is right on 300 real videos', () => {
  const pairs = realLines('video-hash.sample.tsv').map((line) => line.split('\t'));
  assert.equal(pairs.length, 300);
  for (const [, url = '', hash] of pairs) assert.equal(urlHash(url), hash);
});

test('is right on the real photo rows that have a hash', () => {
  for (const { cells } of realLines('dataset25.sample.tsv').map(rowOf)) {
    assert.equal(urlHash(cells[COLUMNS.url_get] ?? ''), cells[COLUMNS.photo_hash]);
  }
});

test('drops the leading zero of each byte, and keeps a zero byte as one zero', () => {
  // MD5 of nothing: d41d8cd98f00b204e9800998ecf8427e
  assert.equal(urlHash(''), 'd41d8cd98f0b24e980998ecf8427e');
});

test('takes one byte for each character', () => {
  // MD5 of the single byte E9, not of its UTF-8: 3406877694691ddd1dfb0aca54681407
  assert.equal(urlHash('\xe9'), '346877694691ddd1dfbaca5468147');
});
