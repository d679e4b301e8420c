/** What a job does with its pictures, and what is known of one. */

/** What pictures can be encoded as. */
export const IMAGE_ENCODINGS = ['jpeg', 'webp', 'avif', 'png'] as const;

export type ImageEncoding = (typeof IMAGE_ENCODINGS)[number];

/** What a picture is; GIFs are only read. */
export type ImageFormat = ImageEncoding | 'gif';

/**
 * What N pixels are to a picture that is resized.
 * `keep-ratio`: its shorter side; `center-crop`: the side of a square that it fills, what juts out cut off at both ends;
 * `border`: the side of a square that it fits into, the rest white.
 */
export type ResizeMode = 'keep-ratio' | 'center-crop' | 'border';

export interface ResizeSettings {
  readonly mode: ResizeMode;
  readonly pixels: number;
  /** Pictures that would be enlarged stay as they are, neither cropped nor bordered. */
  readonly isOnlyIfBigger: boolean;
}

/** The same for every picture of a job. */
export interface ImageSettings {
  readonly resize: ResizeSettings | null;
  /** Null: pictures that are resized become JPEG, others keep their bytes. */
  readonly encode: ImageEncoding | null;
  /** 1 to 100; PNG has none. */
  readonly quality: number;
  /** Least pixels of the shorter side; 0 for no check. */
  readonly minSide: number;
  /** Most pixels in all; null for no check. */
  readonly maxArea: number | null;
  /** The longer side over the shorter; null for no check. */
  readonly maxAspectRatio: number | null;
  /** Pictures of more pixels are not decoded, and none of more is made. */
  readonly maxPixels: number;
}

/** What is known of a picture as it stands on disk. */
export interface ImageFacts {
  /** Pixels, as the picture is shown: its EXIF orientation is taken into account. */
  readonly width: number;
  readonly height: number;
  readonly format: ImageFormat;
  /** 64 bits as 16 hex digits, few of which differ between pictures that look alike. */
  readonly phash: string;
}
