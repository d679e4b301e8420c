import assert from 'node:assert/strict';
import test from 'node:test';
import { addNewMedia, createNewestMedia, newestMedia } from '../../src/core/newest-media.js';

const mediaOf = (photoId: string, file = `/out/${photoId}.jpg`) => ({
  photoId,
  file,
  offset: 0,
  bytes: 9,
  type: 'jpg',
});

test('gives the newest first, and no more than it has room for', () => {
  const buffer = createNewestMedia();
  assert.deepEqual(newestMedia(buffer), []);
  for (let k = 0; k < 40; k++) addNewMedia(buffer, mediaOf(`${k}`));
  const found = newestMedia(buffer);
  assert.deepEqual(found[0], mediaOf('39'));
  assert.deepEqual(
    found.map(({ photoId }) => photoId),
    Array.from({ length: 12 }, (_, k) => `${39 - k}`),
  );
});

test('leaves out what has a path that is too long for its place', () => {
  const buffer = createNewestMedia();
  addNewMedia(buffer, mediaOf('1'));
  addNewMedia(buffer, mediaOf('2', `/${'x'.repeat(600)}`));
  assert.deepEqual(newestMedia(buffer), [mediaOf('1')]);
});
