/** Writes the dataset line of a photo, in the layout of 23 or 25 columns. */
import { urlHash } from '../core/hash.js';
import { encode } from '../core/url-encoding.js';
import type { Camera } from './cameras.js';
import type { Photo } from './photo.js';
import type { Random } from './random.js';
import { prose, tag, word } from './text.js';
import { makeTitle, type User } from './user.js';

/** Line number and hash are columns 0 and 2 of the 25-column form; the 23-column form lacks both. */
export type Columns = 23 | 25;

/** One row in this many has a description of over 131,072 characters. */
const HUGE_ONE_IN = 150_000;
const HUGE_WORDS = 24_000;
const VIDEO_EXTENSIONS = ['mov', 'avi', 'mp4', 'mpg', '3gp', 'wmv'];
const FILTERS = ['NoFilter', 'Normal', 'Aquarius', 'Orangutan', 'Mammoth', 'Gondola'];
const DEVICES = new Map<Camera, string>();

/** The line, without its line end. `random` must stand at the start of the row's dataset stream. */
export function datasetLine(random: Random, photo: Photo, columns: Columns): string {
  const { id, user, position } = photo;
  const server = random.chance(0.6) ? random.between(2000, 8999) : random.between(1, 1999);
  const farm = Math.min(9, 1 + Math.floor(photo.id / 1.4e9));
  const secret = random.hex(5);
  const url = photo.isVideo
    ? `http://www.flickr.com/videos/${user.nsid}/${id}/play/orig/${random.hex(5)}`
    : `http://farm${farm}.staticflickr.com/${server}/${id}_${secret}.jpg`;
  // Old pictures have one secret for both.
  const originalSecret = id < 300_000_000 ? secret : random.hex(5);

  const head = columns === 25 ? `${photo.row}\t${id}\t${urlHash(url)}` : String(id);
  const who = `${user.nsid}\t${user.nickname}`;
  const when = `${dateTaken(random, photo)}\t${photo.uploaded}`;
  const texts = `${photo.camera === null ? '' : deviceOf(photo.camera)}\t${title(random, photo)}\t${description(random, photo)}`;
  const tags = `${userTags(random, user)}\t${machineTags(random, photo)}`;
  const where = position === null ? '\t\t' : `${position.longitude}\t${position.latitude}\t${position.accuracy}`;
  const page = `http://www.flickr.com/photos/${user.nsid}/${id}/`;
  const license = `${user.license.name}\t${user.license.url}`;
  const extension = photo.isVideo ? random.pick(VIDEO_EXTENSIONS) : originalExtension(random);
  const tail = `${server}\t${farm}\t${secret}\t${originalSecret}\t${extension}\t${photo.isVideo ? 1 : 0}`;
  return `${head}\t${who}\t${when}\t${texts}\t${tags}\t${where}\t${page}\t${url}\t${license}\t${tail}`;
}

/** Missing in 0.3 % of the rows, nonsense in 0.2 %. */
function dateTaken(random: Random, { taken }: Photo): string {
  const roll = random.unit();
  if (roll < 0.003) return 'null';
  if (roll < 0.0035) return '4501-01-01 00:00:00.0';
  if (roll < 0.004) return '0000-00-00 00:00:00.0';
  if (roll < 0.005) return '1980-01-01 00:00:00.0';
  return `${taken}.0`;
}

function deviceOf(camera: Camera): string {
  let device = DEVICES.get(camera);
  if (device === undefined) {
    device = encode(`${camera.make} ${camera.model}`);
    DEVICES.set(camera, device);
  }
  return device;
}

function title(random: Random, { user, picture }: Photo): string {
  const roll = random.unit();
  if (roll < 0.03) return '';
  // The text `null` as somebody's title: to be told apart from a missing one it must not be read as one.
  if (roll < 0.0303) return 'null';
  return makeTitle(random, user, picture);
}

function description(random: Random, { user }: Photo): string {
  if (random.below(HUGE_ONE_IN) === 0) return hugeDescription(random, user);
  if (!random.chance(user.descriptionShare)) return '';
  const words = random.chance(0.56) ? random.between(2, 18) : random.between(18, random.chance(0.12) ? 400 : 100);
  let text = prose(random, user.language, words);
  if (random.chance(0.03)) text += link(random, user);
  return user.signature === '' ? text : `${text}%0A%0A${user.signature}`;
}

/** Over 131,072 characters: longer than the line buffer of several readers. */
export function hugeDescription(random: Random, user: User): string {
  return prose(random, user.language, HUGE_WORDS);
}

function link(random: Random, { nsid, language }: User): string {
  const address = encode(`http://www.flickr.com/photos/${nsid}/${random.between(1e9, 9e9)}/`);
  return `%0A%0A%3Ca+href%3D%22${address}%22+rel%3D%22nofollow%22%3E${word(random, language)}%3C%2Fa%3E`;
}

/** A stretch of the user's pool, since neighbours in it belong together, and now and then a new one. */
function userTags(random: Random, user: User): string {
  if (!random.chance(user.tagShare)) return '';
  const { tags } = user;
  const count = 1 + random.early(Math.min(20, tags.length), 9);
  const start = random.early(tags.length, 5);
  let text = '';
  for (let i = 0; i < count; i++) {
    const next = random.chance(0.9) ? tags[(start + i) % tags.length] : tag(random, user.language);
    text += (i === 0 ? '' : ',') + next;
  }
  return text;
}

/** `ns:predicate=value`, encoded as a whole; 7 % of the rows have some. */
function machineTags(random: Random, { position }: Photo): string {
  const roll = random.unit();
  if (roll > 0.07) return '';
  if (roll < 0.02 && position !== null) return `geo%3Alat%3D${position.latitude},geo%3Alon%3D${position.longitude}`;
  if (roll < 0.035) return 'uploaded%3Aby%3Dinstagram';
  if (roll < 0.05) return `uploaded%3Aby%3Dflickr_mobile,flickriosapp%3Afilter%3D${random.pick(FILTERS)}`;
  if (roll < 0.06) return `foursquare%3Avenue%3D${random.hex(12)}`;
  if (roll < 0.065) return `upcoming%3Aevent%3D${random.below(1_000_000)}`;
  return `taxonomy%3Agenus%3D${word(random, 'latin')},taxonomy%3Abinomial%3D%22${word(random, 'latin')}+${word(random, 'latin')}%22`;
}

function originalExtension(random: Random): string {
  const roll = random.unit();
  if (roll < 0.97) return 'jpg';
  return roll < 0.995 ? 'png' : 'gif';
}
