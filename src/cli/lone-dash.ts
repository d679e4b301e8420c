/** yargs takes a lone `-` behind an option for no value at all; behind `=` it takes it as it is. */
import { SOURCES } from '../core/fields.js';

const FLAGS: ReadonlySet<string> = new Set(SOURCES.map((source) => `--${source}`));

/** The same words, with `--dataset -` as `--dataset=-`, and so for the other sources. */
export function joinLoneDashes(argv: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of argv) {
    const before = joined.at(-1) ?? '';
    if (word === '-' && FLAGS.has(before)) joined.splice(-1, 1, `${before}=-`);
    else joined.push(word);
  }
  return joined;
}
