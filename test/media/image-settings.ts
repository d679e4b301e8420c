/** What tests ask of pictures, and what comes of it. */
import assert from 'node:assert/strict';
import sharp from 'sharp';
import type { ImageSettings, ResizeMode } from '../../src/core/image.js';
import { processImage, type ProcessedImage } from '../../src/media/image.js';
import { mediaTypeOf } from '../../src/media/media-type.js';

export const FACTS_ONLY: ImageSettings = {
  resize: null,
  encode: null,
  quality: 95,
  minSide: 0,
  maxArea: null,
  maxAspectRatio: null,
  maxPixels: 268_402_689,
};

export const resizeTo = (
  pixels: number,
  mode: ResizeMode = 'keep-ratio',
  isOnlyIfBigger = false,
): Partial<ImageSettings> => ({
  resize: { mode, pixels, isOnlyIfBigger },
});

export async function processed(bytes: Uint8Array, settings: Partial<ImageSettings> = {}): Promise<ProcessedImage> {
  const result = await processImage(bytes, { ...FACTS_ONLY, ...settings });
  if ('outcome' in result) throw new Error(`${result.outcome}: ${result.detail}`);
  return result;
}

export async function problemOf(bytes: Uint8Array, settings: Partial<ImageSettings> = {}): Promise<string> {
  const result = await processImage(bytes, { ...FACTS_ONLY, ...settings });
  assert.ok('outcome' in result, 'a problem');
  return `${result.outcome}: ${result.detail}`;
}

/** What a reader finds in the bytes. */
export async function found(bytes: Uint8Array): Promise<{ readonly size: string; readonly format: string }> {
  const { width, height } = await sharp(bytes).metadata();
  return { size: `${width}x${height}`, format: mediaTypeOf(bytes) ?? 'none' };
}
