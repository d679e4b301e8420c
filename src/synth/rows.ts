/** The rows of a made-up dataset, one after the other: for each, its line in every one of the four files. */
import type { MainSource } from '../core/fields.js';
import { autotagsLine } from './autotags-line.js';
import { type Columns, datasetLine } from './dataset-line.js';
import { exifLine } from './exif-line.js';
import { makePhoto } from './photo.js';
import { placesLine } from './places-line.js';
import { Random, STREAM } from './random.js';
import { userDirectory } from './user.js';

/** One row's lines, without line ends; one character a byte. */
export type RowLines = Readonly<Record<MainSource, string>>;

export interface RowOptions {
  /** How many, from row 0 on. */
  readonly rows: number;
  /** From 0 to 2 ** 53 - 1. @default 1 */
  readonly seed?: number;
  /** @default 25 */
  readonly columns?: Columns;
  /** Share of videos, 0 to 1. @default 0.008 */
  readonly videoRate?: number;
}

/** As in the real dataset: 793,436 videos in 100,000,000 rows. */
export const DEFAULT_VIDEO_RATE = 0.008;

/**
 * Yields whole, unbroken rows. What is in row k depends on the seed, on k and on `videoRate` only: fewer rows are a
 * prefix of more, and the layout changes nothing but the two columns.
 */
export function* synthRows({
  rows,
  seed = 1,
  columns = 25,
  videoRate = DEFAULT_VIDEO_RATE,
}: RowOptions): Generator<RowLines> {
  const userAt = userDirectory(seed);
  const random = new Random();
  for (let row = 0; row < rows; row++) {
    const photo = makePhoto(random.reseed(seed, row, STREAM.photo), { seed, videoRate }, row, userAt);
    yield {
      dataset: datasetLine(random.reseed(seed, row, STREAM.dataset), photo, columns),
      autotags: autotagsLine(random.reseed(seed, row, STREAM.autotags), photo),
      exif: exifLine(random.reseed(seed, row, STREAM.exif), photo),
      places: placesLine(random.reseed(seed, row, STREAM.places), photo),
    };
  }
}
