import assert from 'node:assert/strict';
import test from 'node:test';
import { withMedia, type FullRecord } from '../../src/core/record.js';
import { recordsOf } from '../../src/core/record-batch.js';
import { cutRecord } from '../../src/sinks/cut-record.js';
import { batchesOf, RECORDS } from './sample-records.js';

const MEDIA = {
  path: 'img/1/_/1.jpg',
  bytes: 5,
  sha256: 'ab',
  type: 'jpg',
  outcome: 'ok',
  width: 4,
  height: null,
  format: 'png',
  phash: '00',
} as const;

/** Text that looks like the keys, as far as JSON lets it. */
const LIKE_KEYS: FullRecord = {
  ...RECORDS[1],
  title: ',"autotags":[],"raw":{}}',
  user_tags: [',"exif":', '}'],
  exif: [{ category: ',"media":null,"raw":', tag: ',"raw":{"title":"x"}}', value: '}' }],
  raw: { autotags: ',"media":', exif: 'a,"raw":b' },
} as FullRecord;

/** The record, put together again. */
function joined(json: Buffer, hasMedia: boolean): object {
  const { record, lists } = cutRecord(json, hasMedia);
  const [autotags, places, exif, media] = lists.map((list): unknown =>
    list === null ? null : JSON.parse(Buffer.from(list).toString()),
  );
  return { ...record, autotags, places, exif, ...(hasMedia ? { media } : {}) };
}

test('gives the fields of the dataset and each list by itself', () => {
  const records = [...RECORDS, LIKE_KEYS];
  for (const batch of batchesOf(records)) {
    assert.deepEqual(
      [...recordsOf(batch)].map((json) => joined(json, false)),
      records,
    );
  }
});

test('gives the media of a record, where there are any', () => {
  const records = [...RECORDS, LIKE_KEYS].map((record, k) => withMedia(record, k % 2 === 0 ? MEDIA : null));
  for (const batch of batchesOf(records)) {
    assert.deepEqual(
      [...recordsOf(batch)].map((json) => joined(json, true)),
      records,
    );
  }
});
