import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import type { ImageSettings } from '../../src/core/image.js';
import { imageFacts } from '../../src/media/image.js';
import { FACTS_ONLY, found, problemOf, processed, resizeTo } from './image-settings.js';
import { bomb, picture } from './pictures.js';
import { jpeg as jpegWithoutPicture } from './sample-media.js';

const LANDSCAPE = await picture(300, 200).jpeg({ quality: 90 }).toBuffer();

test('refuses a picture of 400 million pixels by its header', async () => {
  const png = bomb(20_000, 20_000);
  assert.ok(png.length < 100_000);
  const before = process.memoryUsage.rss();
  const detail = 'a picture of 20000 x 20000, over 268402689 pixels';
  assert.equal(await problemOf(png, resizeTo(64)), `too-large: ${detail}`);
  assert.deepEqual(await imageFacts(png, FACTS_ONLY), { outcome: 'too-large', detail });
  // Decoded it takes 400 MB.
  assert.ok(process.memoryUsage.rss() - before < 100_000_000);
});

test('refuses what would become a huge picture', async () => {
  const strip = await picture(1, 5000).png().toBuffer();
  assert.match(
    await problemOf(strip, resizeTo(8192)),
    /^too-large: a picture of 1 x 5000 that becomes 8192 x 40960000,/,
  );
});

test('refuses what a format has no room for', async () => {
  const strip = await picture(16_400, 2).png().toBuffer();
  assert.match(await problemOf(strip, { encode: 'webp' }), /^too-large: .*, over the 16383 that webp allows$/);
});

const LIMITS: readonly (readonly [Partial<ImageSettings>, problem: string])[] = [
  [{ maxPixels: 59_999 }, 'too-large: a picture of 300 x 200, over 59999 pixels'],
  [{ maxArea: 59_999 }, 'too-large: a picture of 300 x 200, over 59999 pixels'],
  [{ minSide: 201 }, 'unfit: a picture of 300 x 200, under 201 pixels'],
  [{ maxAspectRatio: 1.4 }, 'unfit: a picture of 300 x 200, over 1.4 to 1'],
];

for (const [limit, problem] of LIMITS) {
  test(`refuses 300x200 for ${JSON.stringify(limit)}, before it is resized`, async () => {
    assert.equal(await problemOf(LANDSCAPE, { ...limit, ...resizeTo(250) }), problem);
  });
}

test('does not judge by limits what an earlier run made', async () => {
  const limits = { ...FACTS_ONLY, minSide: 201, maxArea: 5, maxAspectRatio: 1.4 };
  const { bytes: _, type: __, ...facts } = await processed(LANDSCAPE);
  assert.deepEqual(await imageFacts(LANDSCAPE, limits), facts);
});

const png = await picture(300, 200).png().toBuffer();
const webp = await picture(300, 200).webp().toBuffer();
const gif = await picture(300, 200).gif().toBuffer();
const avif = await picture(300, 200).avif().toBuffer();

const BROKEN: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['a JPEG cut in two', LANDSCAPE.subarray(0, LANDSCAPE.length / 2)],
  ['a JPEG cut in its header', LANDSCAPE.subarray(0, 100)],
  ['a JPEG with nothing between its ends', jpegWithoutPicture()],
  ['a PNG cut in two', png.subarray(0, png.length / 2)],
  ['a WebP cut in two', webp.subarray(0, webp.length / 2)],
  ['a GIF cut in two', gif.subarray(0, gif.length / 2)],
  ['an AVIF cut in two', avif.subarray(0, avif.length / 2)],
];

for (const [name, bytes] of BROKEN) {
  for (const settings of [{}, resizeTo(64), { encode: 'png' as const }]) {
    test(`says truncated of ${name} for ${JSON.stringify(settings)}`, async () => {
      assert.match(await problemOf(bytes, settings), /^truncated: a picture that can't be decoded: \S/);
    });
  }
}

test('takes a JPEG that lacks a part of its middle, as every viewer does', async () => {
  const holed = Buffer.concat([LANDSCAPE.subarray(0, LANDSCAPE.length / 2), Buffer.of(0xff, 0xd9)]);
  assert.deepEqual(await found((await processed(holed, resizeTo(20))).bytes), { size: '30x20', format: 'jpg' });
});

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
const tiff = await picture(30, 20).tiff().toBuffer();

const OTHERS: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['nothing', Buffer.alloc(0)],
  ['HTML', Buffer.from('<html><body>429</body></html>')],
  ['SVG', Buffer.from(svg)],
  ['PDF', Buffer.from('%PDF-1.4\n%%EOF\n')],
  ['TIFF', tiff],
  ['a video', Buffer.from('\0\0\0\x18ftypmp42')],
  ['HEIC', Buffer.from('\0\0\0\x18ftypheic')],
];

for (const [name, bytes] of OTHERS) {
  test(`says wrong-type of ${name}`, async () => {
    assert.equal(await problemOf(bytes), 'wrong-type: first bytes of no picture');
  });
}

test('has no loader for anything else, whoever asks', async () => {
  for (const bytes of [Buffer.from(svg), tiff])
    await assert.rejects(sharp(bytes).metadata(), { message: 'Input buffer contains unsupported image format' });
});
