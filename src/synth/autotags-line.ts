/** Writes the autotags line of a photo: what a classifier would have seen in it. */
import { SCENES } from './concepts.js';
import type { Photo } from './photo.js';
import { entryAt, type Random } from './random.js';

/** With the videos, which have none, these make the real file's share of empty lines: 4,307,331 of 100,000,000. */
const EMPTY_SHARE = 0.0354;

/** Scores have four decimals in the file, of which the last is always 0. */
const SCORES = Array.from({ length: 501 }, (_, index) => (0.5 + index / 1000).toFixed(4));

/** `id TAB concept:score,...`, concepts sorted, without line end. `random` must stand at the start of the row's autotags stream. */
export function autotagsLine(random: Random, photo: Photo): string {
  if (photo.isVideo || random.chance(EMPTY_SHARE)) return `${photo.id}\t`;
  const scene = random.pick(SCENES);
  const wanted = 1 + random.early(14, 12);
  let score = entryAt(SCORES, random.below(SCORES.length));
  let items = '';
  // Each concept is taken with the chance that leaves the wanted number in the mean, so the list stays sorted.
  for (const concept of scene) {
    if (random.below(scene.length) >= wanted) continue;
    // A concept and the wider one it belongs to share a score.
    if (!random.chance(0.3)) score = entryAt(SCORES, random.below(SCORES.length));
    items += `${items === '' ? '' : ','}${concept}:${score}`;
  }
  return `${photo.id}\t${items === '' ? `${entryAt(scene, 0)}:${score}` : items}`;
}
