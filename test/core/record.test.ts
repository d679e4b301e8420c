import assert from 'node:assert/strict';
import test from 'node:test';
import { fullRecord } from '../../src/core/full.js';
import { noTroubles, withMedia } from '../../src/core/record.js';
import { realDatasetLines, rowOf } from './real-rows.js';

const MEDIA = { path: 'img/1/_/1.jpg', bytes: 3, sha256: '00', type: 'jpg', outcome: 'ok' } as const;

test('puts media behind exif and before raw', () => {
  const dataset = rowOf(realDatasetLines()[0] ?? '');
  const record = fullRecord({ dataset, autotags: '', places: '', exif: ',' }, noTroubles());
  assert.deepEqual(Object.keys(withMedia(record, MEDIA)).slice(-3), ['exif', 'media', 'raw']);
  assert.deepEqual(withMedia(record, MEDIA).media, MEDIA);

  const plain = fullRecord({ dataset, autotags: '', places: '', exif: '' }, noTroubles());
  assert.deepEqual(Object.keys(withMedia(plain, null)).slice(-2), ['exif', 'media']);
});

test('starts with counters of its own', () => {
  const troubles = noTroubles();
  troubles.badItems.exif++;
  troubles.shortIds++;
  assert.deepEqual(noTroubles(), { badItems: { autotags: 0, exif: 0, places: 0 }, shortIds: 0 });
});
