import assert from 'node:assert/strict';
import test from 'node:test';
import { urlHash } from '../../src/core/hash.js';
import type { JoinedRow } from '../../src/core/join.js';
import { wantedOf, type WantedMedia } from '../../src/media/wanted.js';
import type { MediaSettings } from '../../src/core/protocol.js';
import { datasetLine, joinSlices, sliceOf } from '../core/hand-made.js';

const URL_GET = 'http://farm1.staticflickr.com/1/12_0.jpg?a=%20b';

function rowOf(cells: Parameters<typeof datasetLine>[1] = {}): JoinedRow {
  const [row] = joinSlices({
    dataset: sliceOf([datasetLine('12', { url_get: URL_GET, photo_hash: 'wrong', ...cells })]),
  }).rows;
  if (row === undefined) throw new Error('There is no row.');
  return row;
}

function wantedMedia(row: JoinedRow, kinds: MediaSettings['kinds'], from = ['farm']): WantedMedia | null {
  return wantedOf({ kinds, from, size: '500' })(row);
}

/** What a template makes of a field; null where the record has none. */
function fieldOf(row: JoinedRow, name: string): string | null {
  const [first] = wantedMedia(row, 'all', [`http://m/{${name}}`])?.urls ?? [];
  return first !== undefined && 'url' in first ? first.url.slice('http://m/'.length) : null;
}

const photo = rowOf();
const video = rowOf({ photo_or_video: '1' });

const WANTS = [
  ['photos', photo, true],
  ['photos', video, false],
  ['videos', photo, false],
  ['videos', video, true],
  ['all', photo, true],
  ['all', video, true],
] as const;

for (const [kinds, row, isWanted] of WANTS) {
  test(`wants ${isWanted ? 'a' : 'no'} ${row.dataset.kind} in a job for ${kinds}`, () => {
    const wanted = wantedMedia(row, kinds);
    assert.equal(wanted?.photoId, isWanted ? '12' : undefined);
    assert.equal(wanted?.kind, isWanted ? row.dataset.kind : undefined);
    assert.deepEqual(wanted?.urls, isWanted ? [{ url: URL_GET }] : undefined);
  });
}

test('takes the hash of the URL in the file, whatever hash the row states', () => {
  assert.equal(fieldOf(photo, 'h0-32'), urlHash(URL_GET));
  assert.equal(fieldOf(photo, 'photo_hash'), urlHash(URL_GET));
});

const FIELDS = [
  ['photo_id', '12'],
  ['kind', 'photo'],
  ['url_path', '/1/12_0.jpg?a=%20b'],
  ['url_get', encodeURIComponent(URL_GET)],
  ['server_id', null],
  ['no_such_field', null],
  ['constructor', null],
] as const;

for (const [name, value] of FIELDS) {
  test(`gives ${JSON.stringify(value)} for the field ${name}`, () => assert.equal(fieldOf(photo, name), value));
}

test('refuses a template that can not be read', () => {
  assert.throws(() => wantedMedia(photo, 'all', ['mirror/{photo_id}']), { code: 'usage' });
});

test('has no path for a URL that is none', () => {
  assert.equal(fieldOf(rowOf({ url_get: 'no url' }), 'url_path'), null);
});
