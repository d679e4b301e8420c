/** Writes the places line of a photo: what holds its position, fine to coarse, the time zone last. */
import type { Photo } from './photo.js';
import { entryAt, type Random } from './random.js';
import { placeNumber, type Town } from './towns.js';

/** Parts of towns, form-URL-encoded. */
const QUARTERS = [
  'Old+Town', 'City+Centre', 'Harbour', 'West+End', 'East+Side', 'Northgate', 'Southbank', 'Riverside', 'Hillside',
  'University', 'Chinatown', 'Station+Quarter', 'St.+Mary%27s', 'Kings+Cross', 'The+Docks', 'Saint-Andr%C3%A9', 'Neustadt',
]; // prettier-ignore

/** `id TAB woeid:name:type,...`, without line end. `random` must stand at the start of the row's places stream. */
export function placesLine(random: Random, { id, position }: Photo): string {
  // A few positions lie in no known place: the sea, or a gap of the gazetteer.
  if (position === null || position.town === null || random.chance(0.01)) return `${id}\t`;
  const { levels } = position.town;
  if (position.accuracy > 11) return `${id}\t${quarters(random, position.town)}${levels.join(',')}`;
  // The less accurate, the coarser the first place; country and time zone always stay.
  const skip = Math.min(levels.length - 2, position.accuracy > 8 ? 0 : position.accuracy > 5 ? 1 : levels.length - 2);
  return `${id}\t${levels.slice(skip).join(',')}`;
}

/** The part of the town, for six in ten; for some also the part that holds that part, so that a type comes twice. */
function quarters(random: Random, { name }: Town): string {
  if (!random.chance(0.6)) return '';
  const first = random.early(QUARTERS.length, 12);
  const one = suburb(name, first);
  return random.chance(0.08) ? `${one},${suburb(name, (first + 1) % QUARTERS.length)},` : `${one},`;
}

function suburb(town: string, index: number): string {
  const quarter = entryAt(QUARTERS, index);
  return `${placeNumber(town + quarter, 0)}:${quarter}:Suburb`;
}
