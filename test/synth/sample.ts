/** A few thousand made-up rows, and photos to order, for the tests of the single lines. */
import { CAMERAS } from '../../src/synth/cameras.js';
import type { Photo } from '../../src/synth/photo.js';
import { entryAt } from '../../src/synth/random.js';
import { type RowLines, synthRows } from '../../src/synth/rows.js';
import { TOWNS } from '../../src/synth/towns.js';
import { userDirectory } from '../../src/synth/user.js';

export const SAMPLE: readonly RowLines[] = [...synthRows({ rows: 5000 })];

/** What stands behind the first tab of a side line. */
export function itemsOf(line: string): string {
  return line.slice(line.indexOf('\t') + 1);
}

/** A photo with everything known about it, but for what is given. */
export function photoWith(facts: Partial<Photo> = {}): Photo {
  return {
    row: 7,
    id: 6_985_418_911,
    user: userDirectory(1)(0),
    isVideo: false,
    camera: entryAt(CAMERAS, 0),
    uploaded: 1_331_840_483,
    taken: '2012-02-16 09:56:37',
    position: { longitude: '-81.804885', latitude: '24.550558', accuracy: 16, town: entryAt(TOWNS, 3) },
    picture: 520,
    ...facts,
  };
}
