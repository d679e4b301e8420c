/** Tells the numbered parts of one text (`dataset-0.bz2`, `dataset-1.bz2`, ...) from files that only look alike. */
import { naturally } from './natural-order.js';

/** What a name may end with that says how its file is packed, not what is in it. */
const PACKING = /(?:\.(?:txt|tsv|tar|tgz|bz2|gz))*$/;

export interface Series {
  /** In the order of their numbers. */
  readonly names: readonly string[];
  /** The least number between them that none has; null when there is none. */
  readonly missing: number | null;
}

/**
 * The names as one series; null when they differ in more than one number, or in one that says a version (`-v1`), or
 * when two have the same one. A single name is a series whatever it is.
 */
export function seriesOf(names: readonly string[]): Series | null {
  if (names.length < 2) return { names, missing: null };
  // Texts and numbers by turns: the numbers are at the odd places.
  const all = names.map((name) => name.replace(PACKING, '').split(/(\d+)/));
  const [first = []] = all;
  if (all.some(({ length }) => length !== first.length)) return null;
  const [at, ...others] = [...first.keys()].filter((place) => all.some((parts) => parts[place] !== first[place]));
  if (at === undefined || others.length > 0 || at % 2 === 0 || /v$/i.test(first[at - 1] ?? '')) return null;
  const numbers = all.map((parts) => Number(parts[at])).toSorted((a, b) => a - b);
  if (new Set(numbers).size < numbers.length) return null;
  const before = numbers.find((number, k) => k + 1 < numbers.length && numbers[k + 1] !== number + 1);
  return { names: names.toSorted(naturally), missing: before === undefined ? null : before + 1 };
}
