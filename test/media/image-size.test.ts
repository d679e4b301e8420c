import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImageEncoding, ResizeMode } from '../../src/core/image.js';
import { madeSizeProblem, resizingOf, sizeProblem, type ImageLimits, type Size } from '../../src/media/image-size.js';

const size = (text: string): Size => {
  const [width = 0, height = 0] = text.split('x').map(Number);
  return { width, height };
};

const RESIZED: readonly (readonly [mode: ResizeMode, from: string, scaled: string, canvas: string])[] = [
  ['keep-ratio', '1000x500', '512x256', '512x256'],
  ['keep-ratio', '500x1000', '256x512', '256x512'],
  ['keep-ratio', '100x50', '512x256', '512x256'],
  ['keep-ratio', '1000x999', '256x256', '256x256'],
  ['keep-ratio', '1x1', '256x256', '256x256'],
  ['center-crop', '1000x500', '512x256', '256x256'],
  ['center-crop', '50x100', '256x512', '256x256'],
  ['border', '1000x500', '256x128', '256x256'],
  ['border', '50x100', '128x256', '256x256'],
  ['border', '10000x3', '256x1', '256x256'],
];

for (const [mode, from, scaled, canvas] of RESIZED) {
  test(`makes ${canvas} of ${from} for ${mode} of 256`, () => {
    const resizing = resizingOf(size(from), { mode, pixels: 256, isOnlyIfBigger: false });
    assert.deepEqual(resizing, { scaled: size(scaled), canvas: size(canvas) });
  });
}

const ONLY_IF_BIGGER: readonly (readonly [mode: ResizeMode, from: string, isResized: boolean])[] = [
  ['keep-ratio', '1000x257', true],
  ['keep-ratio', '1000x256', false],
  ['center-crop', '257x1000', true],
  ['center-crop', '256x1000', false],
  ['border', '257x100', true],
  ['border', '256x100', false],
];

for (const [mode, from, isResized] of ONLY_IF_BIGGER) {
  test(`${isResized ? 'resizes' : 'leaves'} ${from} for ${mode} of 256 where nothing is to be enlarged`, () => {
    assert.equal(resizingOf(size(from), { mode, pixels: 256, isOnlyIfBigger: true }) !== null, isResized);
  });
}

const NO_LIMITS: ImageLimits = { minSide: 0, maxArea: null, maxAspectRatio: null, maxPixels: 1e6 };

const LIMITS: readonly (readonly [from: string, limits: Partial<ImageLimits>, problem: string | null])[] = [
  ['1000x1000', {}, null],
  ['1001x1000', {}, 'too-large: a picture of 1001 x 1000, over 1000000 pixels'],
  ['20x30', { maxArea: 600 }, null],
  ['20x31', { maxArea: 600 }, 'too-large: a picture of 20 x 31, over 600 pixels'],
  ['20x30', { minSide: 20 }, null],
  ['30x19', { minSide: 20 }, 'unfit: a picture of 30 x 19, under 20 pixels'],
  ['25x10', { maxAspectRatio: 2.5 }, null],
  ['10x26', { maxAspectRatio: 2.5 }, 'unfit: a picture of 10 x 26, over 2.5 to 1'],
];

for (const [from, limits, problem] of LIMITS) {
  test(`finds ${problem ?? 'nothing'} with ${from} and ${JSON.stringify(limits)}`, () => {
    const found = sizeProblem(size(from), { ...NO_LIMITS, ...limits });
    assert.equal(found && `${found.outcome}: ${found.detail}`, problem);
  });
}

const MADE: readonly (readonly [
  from: string,
  pixels: number | null,
  encoding: ImageEncoding,
  problem: string | null,
])[] = [
  ['1000x1000', null, 'jpeg', null],
  ['16383x10', null, 'webp', null],
  ['16384x10', null, 'webp', 'a picture of 16384 x 10 that becomes 16384 x 10, over the 16383 that webp allows'],
  ['10x16385', null, 'avif', 'a picture of 10 x 16385 that becomes 10 x 16385, over the 16384 that avif allows'],
  ['65500x10', null, 'jpeg', null],
  ['65501x10', null, 'jpeg', 'a picture of 65501 x 10 that becomes 65501 x 10, over the 65500 that jpeg allows'],
  ['65536x10', null, 'png', null],
  ['10x1000', 100, 'jpeg', null],
  ['10x1001', 100, 'jpeg', 'a picture of 10 x 1001 that becomes 100 x 10010, over 1000000 pixels'],
];

for (const [from, pixels, encoding, problem] of MADE) {
  test(`finds ${problem ?? 'nothing'} with ${encoding} of ${from}${pixels === null ? '' : ` made ${pixels} wide`}`, () => {
    const settings = { mode: 'keep-ratio', pixels: pixels ?? 0, isOnlyIfBigger: false } as const;
    const resizing = pixels === null ? null : resizingOf(size(from), settings);
    const found = madeSizeProblem(size(from), resizing, encoding, 1_000_000);
    assert.deepEqual(found, problem === null ? null : { outcome: 'too-large', detail: problem });
  });
}

test('bounds also what is cut off after it is made', () => {
  const resizing = resizingOf(size('10x1001'), { mode: 'center-crop', pixels: 100, isOnlyIfBigger: false });
  assert.equal(madeSizeProblem(size('10x1001'), resizing, 'webp', 1_000_000)?.outcome, 'too-large');
});
