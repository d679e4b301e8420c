import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { IMAGE_ENCODINGS, type ImageFacts, type ResizeMode } from '../../src/core/image.js';
import { imageFacts } from '../../src/media/image.js';
import { FACTS_ONLY, found, processed, resizeTo } from './image-settings.js';
import { colorAt, picture } from './pictures.js';

function bitsBetween(a: ImageFacts, b: ImageFacts): number {
  return (BigInt(`0x${a.phash}`) ^ BigInt(`0x${b.phash}`)).toString(2).replaceAll('0', '').length;
}

const LANDSCAPE = await picture(300, 200).jpeg({ quality: 90 }).toBuffer();

test('gives the very bytes back where neither size nor format is to be another', async () => {
  const { bytes, ...facts } = await processed(LANDSCAPE);
  assert.equal(bytes, LANDSCAPE);
  assert.match(facts.phash, /^[0-9a-f]{16}$/);
  assert.deepEqual(facts, { type: 'jpg', width: 300, height: 200, format: 'jpeg', phash: facts.phash });
});

const SIZES: readonly (readonly [mode: ResizeMode, from: string, to: string])[] = [
  ['keep-ratio', '300x200', '96x64'],
  ['keep-ratio', '200x301', '64x96'],
  ['keep-ratio', '30x20', '96x64'],
  ['center-crop', '300x200', '64x64'],
  ['center-crop', '20x30', '64x64'],
  ['border', '300x200', '64x64'],
  ['border', '20x30', '64x64'],
  ['border', '1x1', '64x64'],
];

for (const [mode, from, to] of SIZES) {
  test(`makes a JPEG of ${to} of ${from} for ${mode} of 64`, async () => {
    const [width = 0, height = 0] = from.split('x').map(Number);
    const { bytes, ...facts } = await processed(await picture(width, height).png().toBuffer(), resizeTo(64, mode));
    assert.deepEqual(await found(bytes), { size: to, format: 'jpg' });
    assert.deepEqual([`${facts.width}x${facts.height}`, facts.format, facts.type], [to, 'jpeg', 'jpg']);
  });
}

test('cuts both ends off for center-crop, and puts white at both for border', async () => {
  const [red, green, blue] = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
  ] as const;
  const row = [red, green, blue].flatMap((color) => Array.from({ length: 30 }, () => color).flat());
  const rows = Buffer.from(Array.from({ length: 30 }, () => row).flat());
  const flag = await sharp(rows, { raw: { width: 90, height: 30, channels: 3 } })
    .png()
    .toBuffer();
  const cropped = await processed(flag, { ...resizeTo(30, 'center-crop'), encode: 'png' });
  for (const across of [0, 0.5, 1]) assert.deepEqual(await colorAt(cropped.bytes, across, 0.5), green);
  const bordered = await processed(flag, { ...resizeTo(90, 'border'), encode: 'png' });
  for (const down of [0, 0.3, 0.7, 1]) assert.deepEqual(await colorAt(bordered.bytes, 0.1, down), [255, 255, 255]);
  assert.deepEqual(await colorAt(bordered.bytes, 0.1, 0.5), red);
});

const BIG_ENOUGH: readonly (readonly [mode: ResizeMode, pixels: number, isResized: boolean])[] = [
  ['keep-ratio', 199, true],
  ['keep-ratio', 200, false],
  ['center-crop', 199, true],
  ['center-crop', 200, false],
  ['border', 299, true],
  ['border', 300, false],
];

for (const [mode, pixels, isResized] of BIG_ENOUGH) {
  test(`${isResized ? 'resizes' : 'leaves'} 300x200 for ${mode} of ${pixels}, if only what is bigger is resized`, async () => {
    const { bytes } = await processed(LANDSCAPE, resizeTo(pixels, mode, true));
    assert.equal(bytes === LANDSCAPE, !isResized);
  });
}

test('encodes what need not be resized, in its size, where a format is asked for', async () => {
  const { bytes } = await processed(LANDSCAPE, { ...resizeTo(400, 'border', true), encode: 'webp' });
  assert.deepEqual(await found(bytes), { size: '300x200', format: 'webp' });
});

for (const encode of IMAGE_ENCODINGS) {
  test(`encodes as ${encode}, and tells the same of the file later`, async () => {
    const { bytes, type, ...facts } = await processed(LANDSCAPE, { encode, ...resizeTo(64) });
    assert.deepEqual(await found(bytes), { size: '96x64', format: type });
    assert.equal(facts.format, encode);
    assert.deepEqual(await imageFacts(bytes, FACTS_ONLY), facts);
  });

  test(`gives the same ${encode} for the same picture`, async () => {
    const settings = { encode, ...resizeTo(100, 'center-crop') };
    const [one, other] = await Promise.all([processed(LANDSCAPE, settings), processed(LANDSCAPE, settings)]);
    assert.deepEqual(one, other);
  });
}

for (const encode of ['jpeg', 'webp', 'avif'] as const) {
  test(`makes a smaller ${encode} of less quality`, async () => {
    const sizes = await Promise.all(
      [95, 60, 20].map(async (quality) => (await processed(LANDSCAPE, { encode, quality })).bytes.length),
    );
    assert.deepEqual(
      sizes,
      sizes.toSorted((a, b) => b - a),
    );
    assert.equal(new Set(sizes).size, 3);
  });
}

test('keeps all colours of a PNG, whatever the quality', async () => {
  const { bytes } = await processed(LANDSCAPE, { encode: 'png', quality: 10 });
  assert.deepEqual(await sharp(bytes).raw().toBuffer(), await sharp(LANDSCAPE).raw().toBuffer());
});

test('takes the EXIF orientation into account, and leaves no metadata', async () => {
  // Stored lying on its side: to be turned to the right, red end up.
  const lying = await sharp({ create: { width: 60, height: 20, channels: 3, background: 'blue' } })
    .composite([{ input: { create: { width: 30, height: 20, channels: 3, background: 'red' } }, left: 0, top: 0 }])
    .withExif({ IFD0: { Copyright: 'someone' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const untouched = await processed(lying);
  assert.equal(untouched.bytes, lying);
  assert.deepEqual([untouched.width, untouched.height], [20, 60]);
  const { bytes, width, height, phash } = await processed(lying, { encode: 'png' });
  assert.deepEqual([width, height], [20, 60]);
  const { orientation, exif, icc } = await sharp(bytes).metadata();
  assert.deepEqual([orientation, exif, icc], [undefined, undefined, undefined]);
  const [red = 0, , blue = 0] = await colorAt(bytes, 0.5, 0.1);
  assert.ok(red > 200 && blue < 50, 'red above');
  assert.equal(phash, untouched.phash);
  const small = await processed(lying, resizeTo(10));
  assert.deepEqual([small.width, small.height], [10, 30]);
});

test('turns colours of another profile into sRGB', async () => {
  const green = { create: { width: 9, height: 9, channels: 3, background: { r: 30, g: 180, b: 60 } } } as const;
  const wide = await sharp(green).withIccProfile('p3').png().toBuffer();
  assert.notDeepEqual(await colorAt(await sharp(wide).keepIccProfile().png().toBuffer(), 0, 0), [30, 180, 60]);
  const { bytes } = await processed(wide, { encode: 'png' });
  for (const [k, value] of (await colorAt(bytes, 0, 0)).entries())
    assert.ok(Math.abs(value - ([30, 180, 60][k] ?? 0)) <= 2, String(value));
});

const ODD: readonly (readonly [name: string, bytes: Buffer])[] = [
  ['a CMYK JPEG', await picture(60, 40).toColourspace('cmyk').jpeg().toBuffer()],
  ['a grey JPEG', await picture(60, 40).toColourspace('b-w').jpeg().toBuffer()],
  ['a PNG of 16 bits', await picture(60, 40).toColourspace('rgb16').png().toBuffer()],
  ['a grey PNG of 16 bits', await picture(60, 40).toColourspace('grey16').png().toBuffer()],
  ['a PNG with a palette', await picture(60, 40).png({ palette: true }).toBuffer()],
  ['a progressive JPEG', await picture(60, 40).jpeg({ progressive: true }).toBuffer()],
  ['a grey PNG with alpha', await picture(60, 40).ensureAlpha(0.99).toColourspace('b-w').png().toBuffer()],
  ['a WebP with alpha', await picture(60, 40).ensureAlpha(0.99).webp().toBuffer()],
  ['a GIF', await picture(60, 40).gif().toBuffer()],
  ['a moving GIF', await moving('gif')],
  ['a moving WebP', await moving('webp')],
  ['an AVIF', await picture(60, 40).avif().toBuffer()],
];

/** Two frames of 60 by 40; the first is that of all the others here. */
async function moving(format: 'gif' | 'webp'): Promise<Buffer> {
  const frames = await Promise.all([1, 2].map((seed) => picture(60, 40, seed).png().toBuffer()));
  return sharp(frames, { join: { animated: true } })
    .toFormat(format)
    .toBuffer();
}

const USUAL = await processed(await picture(60, 40).png().toBuffer());

for (const [name, bytes] of ODD) {
  test(`takes ${name}`, async () => {
    const untouched = await processed(bytes);
    assert.equal(untouched.bytes, bytes);
    assert.deepEqual([untouched.width, untouched.height], [60, 40]);
    assert.ok(bitsBetween(untouched, USUAL) <= 4, `${untouched.phash} for ${USUAL.phash}`);
    for (const mode of ['keep-ratio', 'border'] as const) {
      const made = await processed(bytes, resizeTo(20, mode));
      assert.deepEqual(await found(made.bytes), { size: mode === 'border' ? '20x20' : '30x20', format: 'jpg' });
      const { space, channels, depth, pages = 1 } = await sharp(made.bytes).metadata();
      assert.deepEqual([space, channels, depth, pages], ['srgb', 3, 'uchar', 1]);
    }
  });
}

test('shows what is behind a JPEG as white', async () => {
  const clear = { create: { width: 20, height: 20, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } } as const;
  const png = await sharp(clear).png().toBuffer();
  assert.deepEqual(await colorAt((await processed(png, { encode: 'jpeg' })).bytes, 0.5, 0.5), [255, 255, 255]);
  assert.equal((await colorAt((await processed(png, { encode: 'webp' })).bytes, 0.5, 0.5))[3], 0);
});

test('takes a picture of one pixel', async () => {
  const one = await picture(1, 1).png().toBuffer();
  const { width, height, phash } = await processed(one);
  assert.deepEqual([width, height, phash], [1, 1, '0000000000000000']);
  assert.deepEqual(await found((await processed(one, resizeTo(64, 'center-crop'))).bytes), {
    size: '64x64',
    format: 'jpg',
  });
});

test('gives pictures that look alike hashes that are near, and others hashes that are far', async () => {
  const one = await processed(LANDSCAPE);
  const alike = [
    await processed(LANDSCAPE, { ...resizeTo(100), quality: 70 }),
    await processed(LANDSCAPE, { encode: 'webp', quality: 50 }),
    await processed(LANDSCAPE, { ...resizeTo(500), encode: 'png' }),
    await processed(await sharp(LANDSCAPE).modulate({ brightness: 1.05 }).jpeg().toBuffer()),
  ];
  for (const other of alike) assert.ok(bitsBetween(one, other) <= 4, `${one.phash} ${other.phash}`);
  for (const seed of [2, 3, 4]) {
    const other = await processed(await picture(300, 200, seed).jpeg().toBuffer());
    assert.ok(bitsBetween(one, other) >= 12, `${one.phash} ${other.phash}`);
  }
});
