/** The arithmetic of resizing, and the limits on a picture's size and shape. */
import type { ImageEncoding, ImageSettings, ResizeSettings } from '../core/image.js';

/** In pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Resizing {
  /** Of the whole picture; some of it may be cut off after. */
  readonly scaled: Size;
  /** Of what comes out. */
  readonly canvas: Size;
}

/** What a picture of this size becomes; null when it stays as it is. */
export function resizingOf({ width, height }: Size, { mode, pixels, isOnlyIfBigger }: ResizeSettings): Resizing | null {
  const side = mode === 'border' ? Math.max(width, height) : Math.min(width, height);
  if (isOnlyIfBigger && side <= pixels) return null;
  const scale = (length: number): number => Math.max(1, Math.round((length * pixels) / side));
  const scaled = { width: scale(width), height: scale(height) };
  return { scaled, canvas: mode === 'keep-ratio' ? scaled : { width: pixels, height: pixels } };
}

export type ImageLimits = Pick<ImageSettings, 'minSide' | 'maxArea' | 'maxAspectRatio' | 'maxPixels'>;

interface SizeProblem {
  readonly outcome: 'too-large' | 'unfit';
  readonly detail: string;
}

/** Why a picture of this size is not to be decoded, or not wanted; null when nothing is wrong with it. */
export function sizeProblem(
  size: Size,
  { minSide, maxArea, maxAspectRatio, maxPixels }: ImageLimits,
): SizeProblem | null {
  const shorter = Math.min(size.width, size.height);
  const pixels = size.width * size.height;
  const is = `a picture of ${told(size)}`;
  if (pixels > maxPixels) return { outcome: 'too-large', detail: `${is}, over ${maxPixels} pixels` };
  if (maxArea !== null && pixels > maxArea) return { outcome: 'too-large', detail: `${is}, over ${maxArea} pixels` };
  if (shorter < minSide) return { outcome: 'unfit', detail: `${is}, under ${minSide} pixels` };
  if (maxAspectRatio !== null && Math.max(size.width, size.height) > shorter * maxAspectRatio)
    return { outcome: 'unfit', detail: `${is}, over ${maxAspectRatio} to 1` };
  return null;
}

/** Pixels of the longest side that a format, or its encoder, allows; of PNG it is the number of pixels that counts. */
const LONGEST_SIDE: Readonly<Record<ImageEncoding, number>> = {
  jpeg: 65_500,
  webp: 16_383,
  avif: 16_384,
  png: Infinity,
};

/** Why no picture can be made; what is made is bounded as what is read, since a strip of few pixels may become one of very many. */
export function madeSizeProblem(
  size: Size,
  resizing: Resizing | null,
  encoding: ImageEncoding,
  maxPixels: number,
): SizeProblem | null {
  const { scaled, canvas } = resizing ?? { scaled: size, canvas: size };
  const becomes = `a picture of ${told(size)} that becomes ${told(scaled)}`;
  if (scaled.width * scaled.height > maxPixels)
    return { outcome: 'too-large', detail: `${becomes}, over ${maxPixels} pixels` };
  const longest = LONGEST_SIDE[encoding];
  if (Math.max(canvas.width, canvas.height) > longest)
    return { outcome: 'too-large', detail: `${becomes}, over the ${longest} that ${encoding} allows` };
  return null;
}

/** `500 x 375`, for people. */
function told({ width, height }: Size): string {
  return `${width} x ${height}`;
}
