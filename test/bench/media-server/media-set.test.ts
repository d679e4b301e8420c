import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import {
  fileOf,
  isUnavailable,
  kindOf,
  mediaSet,
  otherKindOf,
  UNAVAILABLE_PATH,
} from '../../../bench/media-server/media-set.js';

const HASH = '4e2f7a26a1dfbf165a7e30bdabf7e72a';

describe('kindOf', () => {
  const kinds: Readonly<Record<string, string | null>> = {
    '/7205/6985418911_df7747990d.jpg': 'jpg',
    '/7205/6985418911_692d7e0a7f_o.png': 'png',
    '/7205/6985418911_692d7e0a7f_o.gif': 'gif',
    '/6985418911.JPEG': 'jpg',
    [`/data/images/4e2/f7a/${HASH}.jpg`]: 'jpg',
    [`/data/videos/mp4/4e2/f7a/${HASH}.mp4`]: 'mp4',
    '/videos/39089491@N00/3121560225/play/orig/3d0d2a1b4c': 'mp4',
    '/video/3121560225': 'mp4',
    '/6985418911.mp4': 'mp4',
    '/video/poster.jpg': 'jpg',
    '/photos/39089491@N00/6985418911/': null,
    '/6985418911': null,
    '/a.txt': null,
    '/': null,
  };
  for (const [path, kind] of Object.entries(kinds)) {
    it(`takes ${path} for ${kind ?? 'nothing'}`, () => {
      assert.equal(kindOf(path), kind);
    });
  }
});

describe('isUnavailable', () => {
  it('knows the picture in any language and any variant, and no other', () => {
    assert.equal(isUnavailable(UNAVAILABLE_PATH), true);
    assert.equal(isUnavailable('/pw/images/fr-fr/photo_unavailable_l.png'), true);
    assert.equal(isUnavailable('/7205/photo_unavailable.png'), false);
  });
});

describe('otherKindOf', () => {
  it('gives a video for a photo and a photo for a video', async () => {
    const media = await mediaSet(1, 2);
    assert.equal(otherKindOf('/1.jpg', media).contentType, 'video/mp4');
    assert.equal(otherKindOf('/video/1', media).contentType, 'image/jpeg');
  });
});

describe('fileOf', () => {
  it('gives each path a file of its own that holds the path', async () => {
    const media = await mediaSet(1, 2);
    const paths = ['/1.jpg', '/2.jpg', '/3.jpg', '/1.png', '/2.png', '/1.gif', '/2.gif', '/1.mp4', '/video/1'];
    const bodies = paths.map((path) => Buffer.concat(fileOf(path, media)?.parts ?? []));
    for (const [index, path] of paths.entries()) assert.equal(bodies[index]?.includes(path), true, path);
    assert.equal(new Set(bodies.map((body) => body.toString('base64'))).size, paths.length);
  });

  it('says the length and the type of what it gives', async () => {
    const file = fileOf('/7205/6985418911_df7747990d.jpg', await mediaSet(1, 2));
    assert.ok(file);
    const body = Buffer.concat(file.parts);
    assert.equal(file.bytes, body.length);
    assert.equal(file.contentType, 'image/jpeg');
    assert.equal((await sharp(body).metadata()).format, 'jpeg');
  });

  it('gives small pictures where they are asked for', async () => {
    const [usual, small] = [await mediaSet(1, 2), await mediaSet(1, 2, true)];
    assert.equal((fileOf('/1.jpg', usual)?.bytes ?? 0) > 20_000, true);
    assert.equal((fileOf('/1.jpg', small)?.bytes ?? 0) < 10_000, true);
  });

  it('spreads paths over all pictures', async () => {
    const media = await mediaSet(1, 4);
    const pictures = Array.from({ length: 100 }, (_, index) => fileOf(`/${index}.jpg`, media)?.parts.at(-1));
    assert.equal(new Set(pictures).size, 4);
  });

  it('gives nothing for a path that names no file', async () => {
    assert.equal(fileOf('/', await mediaSet(1, 2)), null);
  });
});

describe('mediaSet', () => {
  it('makes the set of a seed once', async () => {
    assert.equal(await mediaSet(1, 2), await mediaSet(1, 2));
  });

  it('makes another set for another seed', async () => {
    const [one, other] = await Promise.all([mediaSet(1, 2), mediaSet(2, 2)]);
    assert.notDeepEqual(one.molds.jpg, other.molds.jpg);
  });
});
