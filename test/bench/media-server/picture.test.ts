import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import {
  drawFrame,
  drawGif,
  drawJpeg,
  drawPng,
  drawSmallJpeg,
  drawUnavailable,
} from '../../../bench/media-server/picture.js';

describe('drawJpeg', () => {
  it('draws pictures of 20 to 150 KB and 500 pixels on the long side, no two of one size', async () => {
    const jpegs = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(drawJpeg));
    for (const jpeg of jpegs) {
      const { format, width, height } = await sharp(jpeg).metadata();
      assert.equal(format, 'jpeg');
      assert.equal(Math.max(width, height), 500);
      assert.equal(jpeg.length > 20_000 && jpeg.length < 150_000, true, String(jpeg.length));
    }
    assert.equal(new Set(jpegs.map((jpeg) => jpeg.length)).size, jpegs.length);
  });

  it('ends with the end marker, and has none before it', async () => {
    const jpeg = await drawJpeg(1);
    assert.equal(jpeg.indexOf(Buffer.from([0xff, 0xd9])), jpeg.length - 2);
  });
});

describe('drawSmallJpeg', () => {
  it('draws pictures of 2 to 6 KB', async () => {
    for (const jpeg of await Promise.all([1, 2, 3, 4].map(drawSmallJpeg)))
      assert.equal(jpeg.length > 2000 && jpeg.length < 6000, true, String(jpeg.length));
  });
});

describe('all pictures', () => {
  const draws = {
    jpeg: drawJpeg,
    'small JPEG': drawSmallJpeg,
    frame: (seed: number) => drawFrame(seed, { width: 64, height: 48 }),
    png: drawPng,
    gif: drawGif,
  };
  for (const [name, draw] of Object.entries(draws)) {
    it(`are the same bytes for the same seed and others for another: ${name}`, async () => {
      const [first, again, other] = await Promise.all([draw(1), draw(1), draw(2)]);
      assert.deepEqual(first, again);
      assert.notDeepEqual(first, other);
    });
  }

  it('have a grey PNG among them for a photo that is gone', async () => {
    const { format, width, height } = await sharp(await drawUnavailable()).metadata();
    assert.deepEqual({ format, width, height }, { format: 'png', width: 500, height: 374 });
  });
});
