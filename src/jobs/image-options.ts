/** The options that say what is done with pictures, and what they stand for. */
import { YfccError } from '../core/errors.js';
import { IMAGE_ENCODINGS, type ImageEncoding, type ImageSettings, type ResizeMode } from '../core/image.js';
import type { MediaKinds, Schema } from '../core/protocol.js';
import { checkChoice } from './check-option.js';

/** Those that img2dataset had first, under its names but for the dash. */
export const RESIZE_MODES = ['keep-ratio', 'center-crop', 'border', 'no'] as const satisfies readonly (
  | ResizeMode
  | 'no'
)[];

/** All are of photos; videos stay as they are. */
export interface ImageOptions {
  /** Pixels of the shorter side, 8 to 8192; of another side with another `resizeMode`. @default 0 (stay as they are) */
  readonly resize?: number;
  /** What `resize` is: see `ResizeMode` in `core/image.ts`; `no`: nothing is resized, only encoded. @default 'keep-ratio' */
  readonly resizeMode?: (typeof RESIZE_MODES)[number];
  /** Leave pictures as they are that `resize` would enlarge. @default false */
  readonly onlyIfBigger?: boolean;
  /** `jpeg`, `webp`, `avif`, `png`. @default '' (resized ones as JPEG, others as they came) */
  readonly encode?: ImageEncoding | '';
  /** Of what is encoded, other than PNG, 1 to 100. @default 95 */
  readonly quality?: number;
  /** Least pixels of the shorter side. @default 0 (any) */
  readonly minImageSize?: number;
  /** Most pixels of a picture, width by height. @default 0 (any) */
  readonly maxImageArea?: number;
  /** Most of the longer side over the shorter, 1 or more. @default 0 (any) */
  readonly maxAspectRatio?: number;
  /** Pictures of more pixels are not decoded: small files can hold huge ones. @default 268402689 */
  readonly maxImagePixels?: number;
  /** Width, height, format and perceptual hash into the record also where no other option asks for pictures. @default false */
  readonly imageFacts?: boolean;
}

export const IMAGE_DEFAULTS = {
  resize: 0,
  resizeMode: 'keep-ratio',
  onlyIfBigger: false,
  encode: '',
  quality: 95,
  minImageSize: 0,
  maxImageArea: 0,
  maxAspectRatio: 0,
  // sharp's own: 16383 by 16383, the largest WebP.
  maxImagePixels: 268_402_689,
  imageFacts: false,
} as const satisfies Required<ImageOptions>;

/** Far more than what can be decoded, and exact as a number. */
const MOST_PIXELS = 10_000_000_000;

/** Least and greatest value of each whole number; `resize` has a gap above 0. */
export const IMAGE_BOUNDS = {
  resize: [0, 8192],
  quality: [1, 100],
  minImageSize: [0, 100_000],
  maxImageArea: [0, MOST_PIXELS],
  maxImagePixels: [1, MOST_PIXELS],
} as const satisfies Partial<Record<keyof ImageOptions, readonly [number, number]>>;

const LEAST_RESIZE = 8;

type Job = { readonly media: MediaKinds; readonly schema: Schema };

/** What workers do with each picture; null where nothing is asked of them. Throws `usage` for options that do not go together. */
export function imageSettings(options: Required<ImageOptions>, job: Job): ImageSettings | null {
  check(options, job);
  const { resize, resizeMode, encode } = options;
  const settings: ImageSettings = {
    resize:
      resize === 0 || resizeMode === 'no'
        ? null
        : { mode: resizeMode, pixels: resize, isOnlyIfBigger: options.onlyIfBigger },
    encode: encode === '' ? null : encode,
    quality: options.quality,
    minSide: options.minImageSize,
    maxArea: options.maxImageArea === 0 ? null : options.maxImageArea,
    maxAspectRatio: options.maxAspectRatio === 0 ? null : options.maxAspectRatio,
    maxPixels: options.maxImagePixels,
  };
  return ASKING.some(([, isGiven]) => isGiven(options)) ? settings : null;
}

/** The options that ask something of pictures; the others say how. */
const ASKING: readonly (readonly [flag: string, isGiven: (options: Required<ImageOptions>) => boolean])[] = [
  ['resize', ({ resize }) => resize > 0],
  ['encode', ({ encode }) => encode !== ''],
  ['min-image-size', ({ minImageSize }) => minImageSize > 0],
  ['max-image-area', ({ maxImageArea }) => maxImageArea > 0],
  ['max-aspect-ratio', ({ maxAspectRatio }) => maxAspectRatio > 0],
  ['image-facts', ({ imageFacts }) => imageFacts],
];

function check(options: Required<ImageOptions>, { media, schema }: Job): void {
  const { resize, resizeMode, encode, quality, maxAspectRatio } = options;
  if (encode !== '') checkChoice('encode', encode, IMAGE_ENCODINGS);
  if (resize > 0 && resize < LEAST_RESIZE)
    throw usage(`--resize to be 0, for none, or from ${LEAST_RESIZE} to ${IMAGE_BOUNDS.resize[1]}, got ${resize}`);
  if (maxAspectRatio !== 0 && !(maxAspectRatio >= 1 && maxAspectRatio < Infinity))
    throw usage(`--max-aspect-ratio to be 0, for none, or a number of 1 or more, got ${maxAspectRatio}`);
  if (resizeMode === 'no') {
    if (resize > 0) throw usage(`no --resize with --resize-mode no, got ${resize}`);
    if (encode === '') throw usage('--encode with --resize-mode no, got none');
  } else if (resize === 0) {
    if (resizeMode !== IMAGE_DEFAULTS.resizeMode) throw usage(`--resize with --resize-mode ${resizeMode}, got none`);
    if (encode === '' && quality !== IMAGE_DEFAULTS.quality)
      throw usage(`--resize or --encode with --quality ${quality}, got neither`);
  }
  if (options.onlyIfBigger && resize === 0) throw usage('--resize with --only-if-bigger, got none');
  const [asking] = ASKING.find(([, isGiven]) => isGiven(options)) ?? [];
  if (asking !== undefined && media !== 'photos' && media !== 'all')
    throw usage(`--media photos or all with --${asking}, got ${media}`);
  if (options.imageFacts && schema !== 'full') throw usage(`--schema full with --image-facts, got ${schema}`);
}

function usage(expected: string): YfccError {
  return new YfccError('usage', `Expected ${expected}.`);
}
