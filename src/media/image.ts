/**
 * Decodes a photo, resizes and encodes it, and tells what is known of it. The only file that imports sharp; it is loaded
 * where a job asks something of pictures, since sharp takes longer to load than all else.
 *
 * What is decoded comes from strangers. So its first bytes must be those of one of five formats, all other loaders are
 * blocked, and the size in its header is looked at before any pixel. Work is done by the four threads that Node keeps
 * for files and the like, one a picture: that bounds the memory, however many are asked for at once.
 */
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import type { ImageEncoding, ImageFacts, ImageFormat, ImageSettings } from '../core/image.js';
import type { MediaType, Outcome } from '../core/outcome.js';
import { madeSizeProblem, resizingOf, sizeProblem, type ImageLimits, type Resizing, type Size } from './image-size.js';
import { HEAD_BYTES, mediaTypeOf } from './media-type.js';
import { HASH_HEIGHT, HASH_WIDTH, perceptualHash } from './perceptual-hash.js';

// For the whole process: each picture on one thread, and none kept, as no picture comes twice.
sharp.concurrency(1);
sharp.cache(false);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadNsgifBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer', // AVIF
  ],
});

const FORMATS: Readonly<Partial<Record<MediaType, ImageFormat>>> = {
  jpg: 'jpeg',
  png: 'png',
  gif: 'gif',
  webp: 'webp',
  avif: 'avif',
};

const TYPES: Readonly<Record<ImageEncoding, MediaType>> = { jpeg: 'jpg', png: 'png', webp: 'webp', avif: 'avif' };

const WHITE = { r: 255, g: 255, b: 255, alpha: 1 };

export interface ProcessedImage extends ImageFacts {
  /** Those that were given, when neither size nor format is to be another. */
  readonly bytes: Uint8Array;
  readonly type: MediaType;
}

/** Why a photo is not taken; `detail` is a clause for people. */
export interface ImageProblem {
  /** `wrong-type`: no picture; `truncated`: a broken one; `too-large` and `unfit`: over a limit of `settings`. */
  readonly outcome: Extract<Outcome, 'wrong-type' | 'truncated' | 'too-large' | 'unfit'>;
  readonly detail: string;
}

/**
 * What `settings` make of a photo; the facts are those of the bytes that come out, so that they can be told again from
 * the file. What is encoded is sRGB, upright, of a moving picture the first frame, and without metadata. The same bytes
 * and settings give the same bytes. Rejects only for what is a bug.
 */
export async function processImage(bytes: Uint8Array, settings: ImageSettings): Promise<ProcessedImage | ImageProblem> {
  const picture = await open(bytes, settings);
  if ('outcome' in picture) return picture;
  const resizing = settings.resize && resizingOf(picture.size, settings.resize);
  if (resizing === null && settings.encode === null) return withFacts(picture, settings);
  const encoding = settings.encode ?? 'jpeg';
  const tooLarge = madeSizeProblem(picture.size, resizing, encoding, settings.maxPixels);
  if (tooLarge !== null) return tooLarge;
  const pipeline = inFormat(resize(decode(bytes, settings), resizing), encoding, settings.quality);
  const made = await tried(pipeline.toBuffer({ resolveWithObject: true }));
  if ('outcome' in made) return made;
  const { width, height } = made.info;
  return withFacts({ bytes: made.data, type: TYPES[encoding], format: encoding, size: { width, height } }, settings);
}

/** The facts of a photo that an earlier run made or left: as `processImage` told them then. No limit but `maxPixels` is looked at. */
export async function imageFacts(
  bytes: Uint8Array,
  { maxPixels }: Pick<ImageSettings, 'maxPixels'>,
): Promise<ImageFacts | ImageProblem> {
  const picture = await open(bytes, { maxPixels, minSide: 0, maxArea: null, maxAspectRatio: null });
  if ('outcome' in picture) return picture;
  const known = await withFacts(picture, { maxPixels });
  if ('outcome' in known) return known;
  const { width, height, format, phash } = known;
  return { width, height, format, phash };
}

interface Picture {
  readonly bytes: Uint8Array;
  readonly type: MediaType;
  readonly format: ImageFormat;
  /** As it is shown. */
  readonly size: Size;
}

/** Looks at first bytes and header alone. */
async function open(bytes: Uint8Array, limits: ImageLimits): Promise<Picture | ImageProblem> {
  const type = mediaTypeOf(bytes.subarray(0, HEAD_BYTES));
  const format = type && FORMATS[type];
  if (!type || !format) return { outcome: 'wrong-type', detail: 'first bytes of no picture' };
  // Its size is judged here, and in words.
  const header = await tried(sharp(bytes, { ...READING, limitInputPixels: false }).metadata());
  if ('outcome' in header) return header;
  const size: Size = header.autoOrient;
  return sizeProblem(size, limits) ?? { bytes, type, format, size };
}

const READING = { failOn: 'error', sequentialRead: true } as const satisfies SharpOptions;

function decode(bytes: Uint8Array, { maxPixels }: Pick<ImageSettings, 'maxPixels'>): Sharp {
  return sharp(bytes, { ...READING, limitInputPixels: maxPixels }).autoOrient();
}

function resize(picture: Sharp, resizing: Resizing | null): Sharp {
  if (resizing === null) return picture;
  const { scaled, canvas } = resizing;
  if (scaled.width === canvas.width && scaled.height === canvas.height)
    return picture.resize({ ...canvas, fit: 'fill' });
  const isCut = scaled.width > canvas.width || scaled.height > canvas.height;
  return picture.resize({ ...canvas, fit: isCut ? 'cover' : 'contain', background: WHITE });
}

function inFormat(picture: Sharp, encoding: ImageEncoding, quality: number): Sharp {
  switch (encoding) {
    case 'jpeg':
      // JPEG has nothing to see through.
      return picture.flatten({ background: WHITE }).jpeg({ quality });
    case 'webp':
      return picture.webp({ quality });
    case 'avif':
      return picture.avif({ quality });
    case 'png':
      // With a quality it would be of few colours.
      return picture.png();
  }
}

async function withFacts(
  { bytes, type, format, size }: Picture,
  limit: Pick<ImageSettings, 'maxPixels'>,
): Promise<ProcessedImage | ImageProblem> {
  const pipeline = decode(bytes, limit)
    .flatten({ background: WHITE })
    .resize({ width: HASH_WIDTH, height: HASH_HEIGHT, fit: 'fill' })
    .toColourspace('b-w')
    .raw();
  const grey = await tried(pipeline.toBuffer());
  return 'outcome' in grey ? grey : { bytes, type, ...size, format, phash: perceptualHash(grey) };
}

/** libvips has no error codes; that it fails on what has the first bytes of a picture says that the rest is broken. */
async function tried<T extends object>(work: Promise<T>): Promise<T | ImageProblem> {
  try {
    return await work;
  } catch (error) {
    const [message = ''] = String(error instanceof Error ? error.message : error).split('\n');
    return { outcome: 'truncated', detail: `a picture that can't be decoded: ${message}` };
  }
}
