/** yargs takes a lone `-` for no value at all, behind an option or among many files; behind `=` it takes it as it is. */
import { SOURCES } from '../core/fields.js';

const FLAGS: ReadonlySet<string> = new Set(SOURCES.map((source) => `--${source}`));

/** What stands for `-` among the files of `cat`: no word of a command line has such a byte. */
const DASH = '\0';

/** The same words, with `--dataset -` as `--dataset=-`, and so for the other sources; of `cat` with a mark for `-`. */
export function joinLoneDashes(argv: readonly string[]): string[] {
  if (argv[0] === 'cat') return argv.map((word) => (word === '-' ? DASH : word));
  const joined: string[] = [];
  for (const word of argv) {
    const before = joined.at(-1) ?? '';
    if (word === '-' && FLAGS.has(before)) joined.splice(-1, 1, `${before}=-`);
    else joined.push(word);
  }
  return joined;
}

/** A file of `cat` as it was given. */
export function withoutMark(word: string): string {
  return word === DASH ? '-' : word;
}
