/**
 * How many times as much one thing costs as another, and between which bounds that lies.
 *
 * Runs that were taken in turns are compared pair by pair, since what slows one down slows down its neighbour. The interval
 * of the median of their ratios is that of the sign test: from the k-th least to the k-th greatest, which holds it whatever
 * the ratios' distribution. Runs of different times have no pairs: there the ratio is that of the medians, and its
 * interval a bootstrap's, both sides drawn anew many times.
 */
import { Random, STREAM } from '../src/synth/random.js';
import { median, roundRatios } from './statistics.js';

export interface RatioInterval {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** Chance that such an interval holds the true ratio; 0 where there are too few runs for any. */
  readonly confidence: number;
}

const CONFIDENCE = 0.95;
const DRAWS = 2000;

/** The median of `b` over `a`, round by round. Throws `RangeError` for none. */
export function pairedRatio(a: readonly number[], b: readonly number[]): RatioInterval {
  const ratios = roundRatios(b, a).toSorted((one, other) => one - other);
  const rounds = ratios.length;
  const ratio = median(ratios);
  // As many as can be left out on either side.
  let outside = 0;
  while (signConfidence(rounds, outside + 1) >= CONFIDENCE) outside++;
  const [low = ratio, high = ratio] = [ratios[outside], ratios[rounds - 1 - outside]];
  return { ratio, low, high, confidence: signConfidence(rounds, outside) };
}

/** Chance that the median lies within what is left of `count` values when `outside` of them on either side are not. */
function signConfidence(count: number, outside: number): number {
  if (2 * outside >= count) return 0;
  let ways = 1;
  let sum = 0;
  for (let k = 0; k <= outside; k++) {
    sum += ways;
    ways = (ways * (count - k)) / (k + 1);
  }
  return Math.max(0, 1 - (2 * sum) / 2 ** count);
}

/** The median of `b` over that of `a`, of runs of different times. The same values give the same bounds. Throws `RangeError` for none. */
export function ratioOfMedians(a: readonly number[], b: readonly number[]): RatioInterval {
  const ratio = median(b) / median(a);
  const random = new Random().reseed(1, 0, STREAM.damage);
  const draw = (values: readonly number[]): number[] => values.map(() => values[random.below(values.length)] ?? NaN);
  const ratios = Array.from({ length: DRAWS }, () => median(draw(b)) / median(draw(a))).sort(
    (one, other) => one - other,
  );
  const outside = Math.floor(((1 - CONFIDENCE) / 2) * DRAWS);
  const [low = ratio, high = ratio] = [ratios[outside], ratios[DRAWS - 1 - outside]];
  return { ratio, low, high, confidence: Math.min(CONFIDENCE, 1 - chanceApart(a.length, b.length)) };
}

/** Chance that all values of one of two alike samples are greater than all of the other: no interval of theirs is surer than that. */
function chanceApart(a: number, b: number): number {
  let ways = 1;
  for (let k = 1; k <= a; k++) ways = (ways * (b + k)) / k;
  return Math.min(1, 2 / ways);
}
