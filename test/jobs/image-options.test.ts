import assert from 'node:assert/strict';
import test from 'node:test';
import { IMAGE_DEFAULTS, imageSettings, type ImageOptions } from '../../src/jobs/image-options.js';

const JOB = { media: 'photos', schema: 'full' } as const;

const settingsOf = (options: ImageOptions, job: Partial<Parameters<typeof imageSettings>[1]> = {}) =>
  imageSettings({ ...IMAGE_DEFAULTS, ...options }, { ...JOB, ...job });

const PLAIN = {
  resize: null,
  encode: null,
  quality: 95,
  minSide: 0,
  maxArea: null,
  maxAspectRatio: null,
  maxPixels: 268_402_689,
};

const TAKEN: readonly (readonly [options: ImageOptions, settings: Partial<typeof PLAIN> | object])[] = [
  [{ imageFacts: true }, {}],
  [{ resize: 256 }, { resize: { mode: 'keep-ratio', pixels: 256, isOnlyIfBigger: false } }],
  [
    { resize: 8, resizeMode: 'border', onlyIfBigger: true, quality: 80 },
    { resize: { mode: 'border', pixels: 8, isOnlyIfBigger: true }, quality: 80 },
  ],
  [
    { encode: 'webp', quality: 1 },
    { encode: 'webp', quality: 1 },
  ],
  [{ encode: 'png', resizeMode: 'no' }, { encode: 'png' }],
  [{ minImageSize: 64 }, { minSide: 64 }],
  [{ maxImageArea: 10_000 }, { maxArea: 10_000 }],
  [
    { maxAspectRatio: 2.5, maxImagePixels: 5 },
    { maxAspectRatio: 2.5, maxPixels: 5 },
  ],
];

for (const [options, settings] of TAKEN) {
  test(`reads ${JSON.stringify(options)}`, () => {
    assert.deepEqual(settingsOf(options), { ...PLAIN, ...settings });
  });
}

test('is null where nothing is asked of pictures', () => {
  assert.equal(settingsOf({}), null);
  assert.equal(settingsOf({}, { media: 'none', schema: 'article' }), null);
  assert.equal(settingsOf({ maxImagePixels: 1000 }), null);
});

test("resizes also where the record has the article's schema, which has no place for facts", () => {
  assert.equal(settingsOf({ resize: 64 }, { schema: 'article' })?.resize?.pixels, 64);
});

const REFUSED: readonly (readonly [ImageOptions, Parameters<typeof settingsOf>[1], message: string])[] = [
  [{ resize: 7 }, {}, 'Expected --resize to be 0, for none, or from 8 to 8192, got 7.'],
  [{ maxAspectRatio: 0.5 }, {}, 'Expected --max-aspect-ratio to be 0, for none, or a number of 1 or more, got 0.5.'],
  [{ maxAspectRatio: NaN }, {}, 'Expected --max-aspect-ratio to be 0, for none, or a number of 1 or more, got NaN.'],
  [
    { maxAspectRatio: Infinity },
    {},
    'Expected --max-aspect-ratio to be 0, for none, or a number of 1 or more, got Infinity.',
  ],
  [{ resizeMode: 'border' }, {}, 'Expected --resize with --resize-mode border, got none.'],
  [{ resizeMode: 'no' }, {}, 'Expected --encode with --resize-mode no, got none.'],
  [{ resizeMode: 'no', resize: 9, encode: 'png' }, {}, 'Expected no --resize with --resize-mode no, got 9.'],
  [{ onlyIfBigger: true, encode: 'png' }, {}, 'Expected --resize with --only-if-bigger, got none.'],
  [{ quality: 80 }, {}, 'Expected --resize or --encode with --quality 80, got neither.'],
  [{ encode: 'png' }, { media: 'none' }, 'Expected --media photos or all with --encode, got none.'],
  [{ minImageSize: 5 }, { media: 'videos' }, 'Expected --media photos or all with --min-image-size, got videos.'],
  [{ imageFacts: true }, { media: 'none' }, 'Expected --media photos or all with --image-facts, got none.'],
  [{ imageFacts: true }, { schema: 'article' }, 'Expected --schema full with --image-facts, got article.'],
];

for (const [options, job, message] of REFUSED) {
  test(`refuses ${JSON.stringify(options)} with ${JSON.stringify(job)}`, () => {
    assert.throws(() => settingsOf(options, job), { code: 'usage', message });
  });
}
