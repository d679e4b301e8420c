import assert from 'node:assert/strict';
import test from 'node:test';
import { COLUMNS, type ColumnName } from '../../src/core/fields.js';
import { urlHash } from '../../src/core/hash.js';
import { LICENSES, licenseOf } from '../../src/core/license.js';
import { decode, encode } from '../../src/core/url-encoding.js';
import { datasetLine, hugeDescription } from '../../src/synth/dataset-line.js';
import { Random, STREAM } from '../../src/synth/random.js';
import { photoWith, SAMPLE } from './sample.js';

const ROWS = SAMPLE.map(({ dataset }) => dataset.split('\t'));
const at = (cells: readonly string[], column: ColumnName): string => cells[COLUMNS[column]] ?? '';

const SHAPES = [
  ['line_number', /^\d+$/],
  ['photo_id', /^\d{5,11}$/],
  ['photo_hash', /^[0-9a-f]{20,32}$/],
  ['user_id', /^\d{8}@N0\d$/],
  ['user_nickname', /^[\w.+%-]+$/],
  ['date_taken', /^(null|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.0)$/],
  ['date_uploaded', /^1[0-4]\d{8}$/],
  ['capture_device', /^[\w.+%-]*$/],
  ['title', /^[\w.+%-]*$/],
  ['description', /^[\w.+%-]*$/],
  ['user_tags', /^[\w.+%,-]*$/],
  ['machine_tags', /^([\w.+-]+%3A[\w.+-]+%3D[\w.+%-]+,?)*$/],
  ['longitude', /^(-?\d+\.\d{1,6}(E-\d)?)?$/],
  ['latitude', /^(-?\d+\.\d{1,6}(E-\d)?)?$/],
  ['pos_accuracy', /^([1-9]|1[0-6])?$/],
  ['url_show', /^http:\/\/www\.flickr\.com\/photos\/\d{8}@N0\d\/\d+\/$/],
  ['license_name', /^Attribution(-[A-Za-z-]+)? License$/],
  ['server_id', /^\d{1,4}$/],
  ['farm_id', /^[1-9]$/],
  ['photo_secret', /^[0-9a-f]{10}$/],
  ['photo_secret_orig', /^[0-9a-f]{10}$/],
  ['photo_ext', /^[a-z0-9]{3}$/],
  ['photo_or_video', /^[01]$/],
] as const;

for (const [column, shape] of SHAPES) {
  test(`writes ${column} in its form`, () => {
    for (const cells of ROWS) assert.match(at(cells, column), shape);
  });
}

test('writes the hash of the download URL', () => {
  for (const cells of ROWS) assert.equal(at(cells, 'photo_hash'), urlHash(at(cells, 'url_get')));
});

test('writes a download URL that agrees with the other columns', () => {
  for (const cells of ROWS) {
    const id = at(cells, 'photo_id');
    const url = at(cells, 'url_get');
    if (at(cells, 'photo_or_video') === '1') {
      const page = `http://www.flickr.com/videos/${at(cells, 'user_id')}/${id}/play/orig/`;
      assert.equal(url.slice(0, -10), page);
      assert.match(url.slice(-10), /^[0-9a-f]{10}$/);
    } else {
      const host = `http://farm${at(cells, 'farm_id')}.staticflickr.com`;
      assert.equal(url, `${host}/${at(cells, 'server_id')}/${id}_${at(cells, 'photo_secret')}.jpg`);
    }
  }
});

test('writes text that decodes and encodes back to the same bytes', () => {
  for (const cells of ROWS) {
    for (const column of ['user_nickname', 'capture_device', 'title', 'description'] as const) {
      assert.equal(encode(decode(at(cells, column))), at(cells, column));
    }
    for (const tag of [...at(cells, 'user_tags').split(','), ...at(cells, 'machine_tags').split(',')]) {
      assert.equal(encode(decode(tag)), tag);
    }
  }
});

test('uses all six licences', () => {
  const codes = new Set(ROWS.map((cells) => licenseOf(at(cells, 'license_url'))));
  assert.deepEqual(codes, new Set(LICENSES));
});

test('leaves unknown facts empty', () => {
  const random = new Random().reseed(1, 7, STREAM.dataset);
  const cells = datasetLine(random, photoWith({ camera: null, position: null }), 25).split('\t');
  assert.deepEqual(
    (['capture_device', 'longitude', 'latitude', 'pos_accuracy'] as const).map((column) => at(cells, column)),
    ['', '', '', ''],
  );
});

test('writes a huge description longer than 131,072 characters', () => {
  const text = hugeDescription(new Random().reseed(1, 7, STREAM.dataset), photoWith().user);
  assert.ok(text.length > 131_072, `${text.length}`);
});
