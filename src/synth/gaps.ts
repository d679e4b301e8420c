/** Decides which rows a file lacks: at a given rate, mostly one by one, sometimes several in a row. */
import type { MainSource } from '../core/fields.js';
import { Random, STREAM } from './random.js';

/** Share of the gaps that are longer than one row. */
const RUN_SHARE = 0.2;
const LONGEST_RUN = 8;
const MEAN_GAP = 1 - RUN_SHARE + RUN_SHARE * ((2 + LONGEST_RUN) / 2);

const SOURCE_NUMBER: Readonly<Record<MainSource, number>> = { dataset: 0, autotags: 1, exif: 2, places: 3 };

/**
 * Answers, row after row from row 0 on, whether the source lacks the row. The sources are independent of each other, and
 * at a rate of 0 nothing is ever lacking.
 */
export function gapFinder(seed: number, source: MainSource, rate: number): () => boolean {
  const random = new Random().reseed(seed, SOURCE_NUMBER[source], STREAM.gaps);
  // Of every stretch of kept rows and the gap after it, the gap is to be `rate` in the mean.
  const startRate = rate / (rate + MEAN_GAP * (1 - rate));
  let left = 0;
  return () => {
    if (left === 0 && random.chance(startRate)) left = random.chance(RUN_SHARE) ? random.between(2, LONGEST_RUN) : 1;
    if (left === 0) return false;
    left--;
    return true;
  };
}
