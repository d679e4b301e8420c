import assert from 'node:assert/strict';
import test from 'node:test';
import { fanOut, isPhotoId, mediaFolder, mediaPath, metaPath } from '../../src/core/output-path.js';

const PATHS = [
  ['6985418911', '698/541'],
  ['123456', '123/456'],
  ['12345', '123/45'],
  ['1234', '123/4'],
  ['123', '123/_'],
  ['7', '7/_'],
  ['12345678901234567890', '123/456'],
] as const;

for (const [photoId, folder] of PATHS) {
  test(`puts the photo ${photoId} into ${folder}`, () => {
    assert.equal(fanOut(photoId), folder);
    assert.equal(metaPath(photoId), `meta/${folder}/${photoId}_meta.json`);
    assert.equal(mediaFolder(photoId), `img/${folder}`);
    assert.equal(mediaPath(photoId, 'jpg'), `img/${folder}/${photoId}.jpg`);
  });
}

const IDS = ['0', '6985418911', '12345678901234567890'];
const NO_IDS = [
  '',
  '123456789012345678901',
  '12a',
  '-1',
  '1.5',
  ' 1',
  '1\n',
  '../1',
  '1/2',
  '..',
  '\u0661',
  '١',
  'null',
];

test('takes 1 to 20 decimal digits for an id', () => {
  for (const id of IDS) assert.equal(isPhotoId(id), true, id);
});

test('takes nothing else for an id, so that no id climbs out of the folder', () => {
  for (const id of NO_IDS) assert.equal(isPhotoId(id), false, JSON.stringify(id));
});
