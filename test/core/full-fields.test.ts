import assert from 'node:assert/strict';
import test from 'node:test';
import { fullRecord } from '../../src/core/full.js';
import { addTroubles, FULL_FIELDS, withFields } from '../../src/core/full-fields.js';
import { noTroubles, withMedia } from '../../src/core/record.js';
import { datasetLine } from './hand-made.js';
import { rowOf } from './real-rows.js';

const joined = {
  dataset: rowOf(datasetLine('7', { title: '(', description: '%', date_taken: '2012-02-16 09:56:37.0' })),
  autotags: 'x',
  places: '',
  exif: 'y',
};
const record = fullRecord(joined, noTroubles());

test('has the fields of a record in its order', () => {
  assert.deepEqual(FULL_FIELDS, Object.keys(withMedia(record, null)));
});

test('leaves the fields that are listed, in the order of the record', () => {
  assert.equal(JSON.stringify(withFields(record, ['title', 'photo_id'])), '{"photo_id":"7","title":"("}');
  assert.equal(JSON.stringify(withFields(record, [])), '{}');
  assert.deepEqual(withFields(record, FULL_FIELDS), record);
});

test('leaves in raw the cells of the listed fields, and no raw where there is none of them', () => {
  assert.deepEqual(withFields(record, ['title', 'raw']), { title: '(', raw: { title: '(' } });
  assert.deepEqual(withFields(record, ['photo_id', 'raw']), { photo_id: '7' });
  assert.deepEqual(withFields(record, ['raw']), {});
});

test('counts the bad items of the listed parts alone, and all short ids', () => {
  const own = { badItems: { autotags: 1, exif: 2, places: 3 }, shortIds: 1 };
  const job = noTroubles();
  addTroubles(job, own, ['exif']);
  addTroubles(job, own, null);
  assert.deepEqual(job, { badItems: { autotags: 1, exif: 4, places: 3 }, shortIds: 2 });
});
