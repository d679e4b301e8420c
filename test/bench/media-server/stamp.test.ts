import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { drawGif, drawJpeg, drawPng } from '../../../bench/media-server/picture.js';
import { STAMPS, type MediaKind } from '../../../bench/media-server/stamp.js';

const PATH = Buffer.from('/7205/6985418911_df7747990d.jpg');

function stamped(kind: MediaKind, file: Buffer, path: Buffer): Buffer {
  const offset = STAMPS[kind].offset(file);
  return Buffer.concat([file.subarray(0, offset), STAMPS[kind].segment(path), file.subarray(offset)]);
}

describe('STAMPS', () => {
  const pictures = { jpg: drawJpeg, png: drawPng, gif: drawGif } as const;
  for (const kind of ['jpg', 'png', 'gif'] as const) {
    it(`leaves the pixels of a ${kind} as they are`, async () => {
      const plain = await pictures[kind](1);
      const file = stamped(kind, plain, PATH);
      assert.equal(file.includes(PATH), true);
      const pixels = await sharp(file, { failOn: 'warning' }).raw().toBuffer();
      assert.deepEqual(pixels, await sharp(plain).raw().toBuffer());
    });
  }

  it('puts a comment with its length behind the first marker of a JPEG', async () => {
    const file = stamped('jpg', await drawJpeg(1), PATH);
    assert.deepEqual(file.subarray(0, 6), Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, PATH.length + 2]));
    assert.deepEqual(file.subarray(6, 6 + PATH.length), PATH);
    assert.equal(file[6 + PATH.length], 0xff);
  });

  it('closes the text chunk of a PNG with its CRC', () => {
    const chunk = STAMPS.png.segment(PATH);
    assert.equal(chunk.readUInt32BE(0), 'Comment\0'.length + PATH.length);
    assert.equal(chunk.readUInt32BE(chunk.length - 4), crc32(chunk.subarray(4, -4)));
  });

  it('cuts a path of over 255 bytes into sub-blocks of a GIF comment', () => {
    const segment = STAMPS.gif.segment(Buffer.alloc(300, 'a'));
    assert.deepEqual([segment[2], segment[2 + 256], segment.at(-1)], [255, 45, 0]);
    assert.equal(segment.length, 2 + 1 + 255 + 1 + 45 + 1);
  });

  it('finds the end of the colours of a GIF that has none', () => {
    assert.equal(STAMPS.gif.offset(Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1')), 13);
  });

  it('appends a free box to an MP4', () => {
    const file = Buffer.from('\0\0\0\x08mdat', 'latin1');
    assert.deepEqual(stamped('mp4', file, Buffer.from('/v')), Buffer.from('\0\0\0\x08mdat\0\0\0\x0afree/v', 'latin1'));
  });
});
