import assert from 'node:assert/strict';
import test from 'node:test';
import { encodeRecord, isHashRight, mediaJson } from '../../src/core/encode-record.js';
import { urlHash } from '../../src/core/hash.js';
import type { JoinedRow } from '../../src/core/join.js';
import type { MediaResult } from '../../src/core/outcome.js';
import { noTroubles } from '../../src/core/record.js';
import { datasetLine, joinSlices, sliceOf } from './hand-made.js';
import { realDatasetLines } from './real-rows.js';

const URL_GET = 'http://farm1.staticflickr.com/1/6985418911_0.jpg';

const MEDIA: MediaResult = {
  outcome: 'ok',
  path: 'img/698/541/6985418911.jpg',
  bytes: 12,
  sha256: 'ab',
  type: 'jpg',
  url: URL_GET,
  host: 'farm1.staticflickr.com',
  status: 200,
  attempts: 2,
  milliseconds: 7,
  detail: null,
  isPutOff: false,
};

function joined(line: string, places: string): JoinedRow {
  const [row] = joinSlices({ dataset: sliceOf([line]), places: sliceOf([places]) }).rows;
  if (row === undefined) throw new Error('There is no row.');
  return row;
}

const row = joined(
  datasetLine('6985418911', { title: 'a%2C%0A+b', url_get: URL_GET }),
  '6985418911\t1:x:Town,2:%0A+y:State',
);

const encode = (schema: 'full' | 'article', format: 'files' | 'jsonl', media?: MediaResult | null): string =>
  encodeRecord(row, media, { schema, format, fields: null }, noTroubles());

for (const format of ['files', 'jsonl'] as const) {
  test(`gives one line with LF in the full schema for ${format}`, () => {
    const json = encode('full', format);
    assert.equal(json.indexOf('\n'), json.length - 1);
    const record = JSON.parse(json);
    assert.equal(record.photo_id, '6985418911');
    assert.equal(record.title, 'a,\n b');
    assert.equal('media' in record, false);
  });
}

test("gives just what the article's script writes for its files: indented, no LF behind", () => {
  const json = encode('article', 'files');
  assert.ok(json.startsWith('{\n    "othermeta": {\n'), json);
  assert.ok(json.endsWith('\n}'), json);
});

test("gives the article's schema on one line for jsonl, as json.dumps with sorted keys", () => {
  const line = encode('article', 'jsonl');
  assert.equal(line.indexOf('\n'), line.length - 1);
  assert.deepEqual(JSON.parse(line), JSON.parse(encode('article', 'files')));
  assert.match(line, /^\{"othermeta": \{"capture_device": "", "date_taken": "", /);
  assert.match(line, /"places": \{"1": "x", "2": "%0A\+y"\}\}\n$/);
});

test('says nothing of where the media came from, so that a second run gives the same bytes', () => {
  const { media } = JSON.parse(encode('full', 'jsonl', MEDIA));
  assert.deepEqual(media, { path: MEDIA.path, bytes: 12, sha256: 'ab', type: 'jpg', outcome: 'ok' });
  assert.equal(
    encode('full', 'jsonl', { ...MEDIA, outcome: 'skipped', attempts: 0, status: null }),
    encode('full', 'jsonl', MEDIA),
  );
});

test('says null for media that were not wanted', () => {
  assert.equal(JSON.parse(encode('full', 'jsonl', null)).media, null);
});

test('says what became of media that did not come', () => {
  const gone: MediaResult = { ...MEDIA, outcome: 'gone', path: null, bytes: 0, sha256: null, type: null, status: 404 };
  assert.deepEqual(JSON.parse(encode('full', 'jsonl', gone)).media, {
    path: null,
    bytes: 0,
    sha256: null,
    type: null,
    outcome: 'gone',
  });
});

test('says of a picture what is known, in jobs that look at pictures', () => {
  const image = { phash: '00ff00ff00ff00ff', format: 'jpeg', height: 3, width: 4 } as const;
  const facts = '"width":4,"height":3,"format":"jpeg","phash":"00ff00ff00ff00ff"}';
  assert.ok(encode('full', 'jsonl', { ...MEDIA, image }).includes(`"type":"jpg","outcome":"ok",${facts}`));
  assert.ok(mediaJson({ ...MEDIA, image })?.endsWith(`"outcome":"ok",${facts}`));
  const nothing = '"width":null,"height":null,"format":null,"phash":null}';
  assert.ok(mediaJson({ ...MEDIA, image: null })?.endsWith(`"outcome":"ok",${nothing}`));
  assert.ok(mediaJson(MEDIA)?.endsWith('"outcome":"ok"}'));
});

test('finds the hash of every real row right', () => {
  for (const line of realDatasetLines()) assert.equal(isHashRight(joined(line, '1\t')), true, line);
});

const HASHES = [
  ['the hash of its URL', urlHash(URL_GET), true],
  ['the hash of another URL', urlHash(`${URL_GET}x`), false],
  ['a hash in capitals', urlHash(URL_GET).toUpperCase(), false],
  ['no hash', '', false],
] as const;

for (const [what, hash, isRight] of HASHES) {
  test(`finds ${what} ${isRight ? 'right' : 'wrong'}`, () => {
    assert.equal(isHashRight(joined(datasetLine('1', { photo_hash: hash, url_get: URL_GET }), '1\t')), isRight);
  });
}
