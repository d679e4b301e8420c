import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PhotoKind } from '../../src/core/fields.js';
import { mediaSource, type MediaSize } from '../../src/core/media-source.js';

const HASH = '4e2f7a26a1dfbf165a7e30bdabf7e72a';
const FIELDS = new Map([
  ['photo_id', '6985418911'],
  ['photo_hash', HASH],
  ['server_id', '7205'],
  ['photo_secret', 'df7747990d'],
  ['photo_secret_orig', '692d7e0a7f'],
  ['photo_ext', 'png'],
]);
const FARM = 'http://farm8.staticflickr.com/7205/6985418911_df7747990d.jpg';
const FILM = 'http://www.flickr.com/videos/39089491@N00/6985418911/play/orig/0123456789';
const MIRROR = 'https://multimedia-commons.s3.us-west-2.amazonaws.com/data';
const LIVE = 'https://live.staticflickr.com/7205/6985418911';

const URLS: readonly (readonly [from: string, size: MediaSize, kind: PhotoKind, url: string | null])[] = [
  ['s3', '500', 'photo', `${MIRROR}/images/4e2/f7a/${HASH}.jpg`],
  ['s3', '500', 'video', `${MIRROR}/videos/mp4/4e2/f7a/${HASH}.mp4`],
  ['s3', 'z', 'photo', null],
  ['live', '500', 'photo', `${LIVE}_df7747990d.jpg`],
  ['live', 's', 'photo', `${LIVE}_df7747990d_s.jpg`],
  ['live', 'o', 'photo', `${LIVE}_692d7e0a7f_o.png`],
  ['live', '500', 'video', null],
  ['farm', '500', 'photo', FARM],
  ['farm', 'b', 'photo', 'http://farm8.staticflickr.com/7205/6985418911_df7747990d_b.jpg'],
  ['farm', 'o', 'photo', 'http://farm8.staticflickr.com/7205/6985418911_692d7e0a7f_o.png'],
  ['farm', 'o', 'video', FILM],
  ['http://m/{h0-3}/{photo_id}', 'o', 'photo', 'http://m/4e2/6985418911'],
];

for (const [from, size, kind, url] of URLS) {
  test(`knows where ${from} has a ${kind} in size ${size}`, () => {
    const record = {
      kind,
      url: kind === 'photo' ? FARM : FILM,
      hash: HASH,
      field: (name: string) => FIELDS.get(name) ?? null,
    };
    assert.deepEqual(mediaSource(from, size)(record), url && { url });
  });
}

const RECORD = { kind: 'photo', url: FARM, hash: `ac8${HASH}`, field: () => null } as const;

test('does not ask the mirror for what it is known not to have', () => {
  assert.equal(mediaSource('s3', '500')(RECORD), null);
  assert.notEqual(mediaSource('s3', '500')({ ...RECORD, kind: 'video' }), null);
});

test('says which field a record lacks', () => {
  assert.deepEqual(mediaSource('live', '500')(RECORD), { missing: 'server_id' });
  assert.deepEqual(mediaSource('farm', 'o')(RECORD), { missing: 'photo_id' });
});
