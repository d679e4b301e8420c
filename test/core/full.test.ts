import assert from 'node:assert/strict';
import test from 'node:test';
import { COLUMNS } from '../../src/core/fields.js';
import { fullJson, fullRecord, type Joined } from '../../src/core/full.js';
import { noTroubles } from '../../src/core/record.js';
import { REAL_ITEMS, realDatasetLines, realLines, rowOf } from './real-rows.js';

const [line25 = ''] = realLines('dataset25.sample.tsv');
const NO_PARTS = { autotags: null, places: null, exif: null };

/** The first real row of 25 columns with some cells exchanged. */
function rowWith(cells: Partial<Record<keyof typeof COLUMNS, string>>): Joined {
  const changed = line25.split('\t');
  for (const [name, cell] of Object.entries(cells)) changed[new Map(Object.entries(COLUMNS)).get(name) ?? -1] = cell;
  return { dataset: rowOf(changed.join('\t')), ...NO_PARTS };
}

test('makes the record of a real row of 25 columns, its keys in the order of the schema', () => {
  const joined = {
    dataset: rowOf(line25),
    autotags: REAL_ITEMS.autotags[0] ?? null,
    places: REAL_ITEMS.places[0] ?? null,
    exif: REAL_ITEMS.exif[0] ?? null,
  };
  const expected = {
    photo_id: '6985418911',
    line_number: 0,
    photo_hash: '4e2f7a26a1dfbf165a7e30bdabf7e72a',
    hash_ok: true,
    kind: 'photo',
    user_id: '39089491@N00',
    user_nickname: 'a.b-c29',
    date_taken: '2012-02-16T09:56:37',
    date_uploaded: 1331840483,
    capture_device: 'Canon PowerShot ELPH 310 HS',
    title: 'IMG_0520',
    description: null,
    user_tags: [
      'canon',
      'canon powershot hs 310',
      'carnival escatay',
      'cruise',
      'elph',
      'hs 310',
      'key west florida',
      'powershot',
    ],
    machine_tags: [],
    longitude: -81.804885,
    latitude: 24.550558,
    pos_accuracy: 12,
    url_show: 'http://www.flickr.com/photos/39089491@N00/6985418911/',
    url_get: 'http://farm8.staticflickr.com/7205/6985418911_df7747990d.jpg',
    license: 'by-nc-nd',
    license_name: 'Attribution-NonCommercial-NoDerivs License',
    license_url: 'http://creativecommons.org/licenses/by-nc-nd/2.0/',
    server_id: '7205',
    farm_id: '8',
    photo_secret: 'df7747990d',
    photo_secret_orig: '692d7e0a7f',
    photo_ext: 'jpg',
    autotags: [
      { concept: 'dune', score: 0.51 },
      { concept: 'fog', score: 0.861 },
      { concept: 'outdoor', score: 0.984 },
    ],
    places: [
      { woeid: '91476962', name: 'Lettershea', type: 'Town' },
      { woeid: '2345255', name: 'Galway', type: 'County' },
      { woeid: '23424803', name: 'Ireland', type: 'Country' },
      { woeid: '28350896', name: 'Europe/Dublin', type: 'Timezone' },
    ],
    exif: [
      { category: 'Exif SubIFD', tag: 'Focal Length', value: '50.0 mm' },
      { category: 'Exif SubIFD', tag: 'Focal Plane Resolution Unit', value: 'Inches' },
    ],
  };
  assert.equal(fullJson(fullRecord(joined, noTroubles())), JSON.stringify(expected));
});

test('makes the hash of a row of 23 columns, which has no line number and nothing to check', () => {
  const dataset = rowOf(realDatasetLines()[0] ?? '');
  const record = fullRecord({ dataset, ...NO_PARTS }, noTroubles());
  assert.deepEqual(
    [record.photo_id, record.line_number, record.photo_hash, record.hash_ok, record.raw],
    ['1438150614', null, '937dfc8868d240154fee4e98d9dd6f5', null, undefined],
  );
});

test('says when the hash is not that of the URL', () => {
  const record = fullRecord(rowWith({ photo_hash: '4e2f' }), noTroubles());
  assert.deepEqual([record.photo_hash, record.hash_ok], ['4e2f', false]);
});

test('tells a missing row from one with nothing known', () => {
  const dataset = rowOf(line25);
  const missing = fullRecord({ dataset, ...NO_PARTS }, noTroubles());
  assert.deepEqual([missing.autotags, missing.places, missing.exif], [null, null, null]);
  const empty = fullRecord({ dataset, autotags: '', places: '', exif: '' }, noTroubles());
  assert.deepEqual([empty.autotags, empty.places, empty.exif, empty.raw], [[], [], [], undefined]);
});

test('keeps in raw exactly the cells that their values do not give back, byte for byte', () => {
  const cells = { line_number: '', title: '%c3%a9\xff', date_taken: '', longitude: '-1.0', license_name: 'null' };
  const record = fullRecord(rowWith({ ...cells, latitude: '', description: 'caf%C3%A9' }), noTroubles());
  assert.deepEqual(record.raw, cells);
  assert.deepEqual(
    [record.line_number, record.title, record.date_taken, record.longitude, record.license_name],
    [null, 'é\ufffd', null, -1, null],
  );
});

test('leaves malformed items out, counts them, and keeps the text', () => {
  const troubles = noTroubles();
  const items = { autotags: 'sky,sea:0.5000,sky:x', places: '1:Cork', exif: 'a.b:c,a:b,' };
  const record = fullRecord({ dataset: rowOf(line25), ...items }, troubles);
  assert.deepEqual(record.autotags, [{ concept: 'sea', score: 0.5 }]);
  assert.deepEqual(record.places, []);
  assert.deepEqual(record.exif, [{ category: 'a', tag: 'b', value: 'c' }]);
  assert.deepEqual(record.raw, items);
  assert.deepEqual(troubles, { badItems: { autotags: 2, exif: 2, places: 1 }, shortIds: 0 });
});

test('has media only when it is given', () => {
  const joined = rowWith({});
  assert.equal('media' in fullRecord(joined, noTroubles()), false);
  assert.equal(fullRecord(joined, noTroubles(), null).media, null);
  const media = { path: null, bytes: 0, sha256: null, type: null, outcome: 'gone' } as const;
  assert.deepEqual(fullRecord(joined, noTroubles(), media).media, media);
});
