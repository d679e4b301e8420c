/**
 * yargs takes a lone `-` for no value at all, behind an option or among many files, and a number below zero for another
 * option; behind `=` it takes either as it is.
 */
import { SOURCES } from '../core/fields.js';

const FLAGS: ReadonlySet<string> = new Set(SOURCES.map((source) => `--${source}`));

/** A box may well begin west of Greenwich. */
const BOX_FLAG = '--bbox';
const BELOW_ZERO = /^-[\d.]/;

/** What stands for `-` among the files of `cat`: no word of a command line has such a byte. */
const DASH = '\0';

/**
 * The same words, with `--dataset -` as `--dataset=-`, so for the other sources, and `--bbox -10,35,30,60`; of `cat` with
 * a mark for `-`.
 */
export function joinDashes(argv: readonly string[]): string[] {
  if (argv[0] === 'cat') return argv.map((word) => (word === '-' ? DASH : word));
  const joined: string[] = [];
  for (const word of argv) {
    const before = joined.at(-1) ?? '';
    const isValue = word === '-' ? FLAGS.has(before) : before === BOX_FLAG && BELOW_ZERO.test(word);
    if (isValue) joined.splice(-1, 1, `${before}=${word}`);
    else joined.push(word);
  }
  return joined;
}

/** A file of `cat` as it was given. */
export function withoutMark(word: string): string {
  return word === DASH ? '-' : word;
}
