/** A made-up Flickr user with habits: what makes the rows of one user alike, and so the files compress as the real ones do. */
import { encode } from '../core/url-encoding.js';
import { CAMERAS, type Camera } from './cameras.js';
import { LICENSES, type License } from './licenses.js';
import { entryAt, Random, STREAM } from './random.js';
import { capitalised, type Language, phrase, prose, tag, word } from './text.js';
import { type Town, TOWNS } from './towns.js';
import { FILE_STEMS, NAMES } from './words.js';

/** As many as the real dataset has. */
export const USERS = 581_099;

/** Text fields are form-URL-encoded. */
export interface User {
  readonly nsid: string;
  readonly nickname: string;
  readonly language: Language;
  readonly license: License;
  /** The first one is used most; empty for a user whose pictures say nothing. */
  readonly cameras: readonly Camera[];
  readonly home: Town;
  /** Share of the user's pictures with a position. */
  readonly geoShare: number;
  readonly titleStyle: 'file name' | 'words' | 'series';
  readonly fileStem: string;
  readonly tags: readonly string[];
  /** Share of the user's pictures with tags. */
  readonly tagShare: number;
  readonly descriptionShare: number;
  /** What stands below every description, mostly nothing. */
  readonly signature: string;
}

/** Users are made again when needed rather than kept for good: memory stays flat over any number of rows. */
const CACHED_USERS = 16_384;
const ENCODED_NAMES = NAMES.map((name) => encode(name));
const MAX_TAG_POOL = 28;

/** Answers the user with an index below USERS; the same one every time for the same seed. */
export function userDirectory(seed: number): (index: number) => User {
  const random = new Random();
  const cache: ({ readonly index: number; readonly user: User } | undefined)[] = Array.from({ length: CACHED_USERS });
  return (index) => {
    const slot = index % CACHED_USERS;
    const cached = cache[slot];
    if (cached?.index === index) return cached.user;
    const user = makeUser(random.reseed(seed, index, STREAM.user));
    cache[slot] = { index, user };
    return user;
  };
}

function makeUser(random: Random): User {
  const home = random.pickEarly(TOWNS, 50);
  const language = makeLanguage(random, home.language);
  return {
    nsid: `${random.between(10_000_000, 99_999_999)}@N0${random.early(9, 2)}`,
    nickname: makeNickname(random, language),
    language,
    license: random.pickEarly(LICENSES, 4),
    cameras: random.chance(0.08) ? [] : [random.pickEarly(CAMERAS, 30), random.pickEarly(CAMERAS, 30)],
    home,
    geoShare: random.chance(0.5) ? 0.9 : random.chance(0.2) ? 0.3 : 0,
    titleStyle: random.chance(0.45) ? 'file name' : random.chance(0.3) ? 'series' : 'words',
    fileStem: random.pickEarly(FILE_STEMS, 4),
    tags: makeTagPool(random, language, home),
    tagShare: random.chance(0.2) ? 0 : 0.87,
    descriptionShare: random.chance(0.3) ? 0 : random.chance(0.35) ? 0.9 : 0.25,
    signature: random.chance(0.06) ? prose(random, language, random.between(6, 30)) : '',
  };
}

/** About 6 % of users write Chinese, Japanese or Korean, 1 % Arabic, 15 % a language with accents. */
function makeLanguage(random: Random, local: Language): Language {
  const roll = random.unit();
  if (local === 'cjk') return roll < 0.55 ? 'cjk' : 'english';
  if (local === 'arabic') return roll < 0.4 ? 'arabic' : 'english';
  if (local === 'latin') return roll < 0.55 ? 'latin' : 'english';
  if (roll < 0.025) return 'cjk';
  return roll < 0.028 ? 'arabic' : 'english';
}

function makeNickname(random: Random, language: Language): string {
  const name = random.pick(ENCODED_NAMES);
  switch (random.below(6)) {
    case 0:
      return `${name}${random.below(100)}`;
    case 1:
      return `${capitalised(name)}+${capitalised(random.pick(ENCODED_NAMES))}`;
    case 2:
      return `${word(random, 'english')}_${name}`;
    case 3:
      return `${capitalised(word(random, language))}+${word(random, language)}`;
    case 4:
      return `.%3A+${name}+%5B${word(random, 'english')}%5D`;
    default:
      return `${word(random, 'english')}+${word(random, language)}`;
  }
}

function makeTagPool(random: Random, language: Language, home: Town): readonly string[] {
  const pool = [...home.tags];
  const size = 4 + random.early(MAX_TAG_POOL, 20);
  while (pool.length < size) pool.push(tag(random, random.chance(0.4) ? 'english' : language));
  return pool;
}

/** A title in the user's manner, encoded; `picture` is what the camera's counter stood at. */
export function makeTitle(random: Random, user: User, picture: number): string {
  const counter = String(picture).padStart(4, '0');
  switch (user.titleStyle) {
    case 'file name':
      return random.chance(0.03) ? `${user.fileStem}${counter}.JPG` : user.fileStem + counter;
    case 'series':
      return `${capitalised(entryAt(user.tags, picture % user.tags.length))}+${counter.slice(1)}`;
    case 'words':
      return capitalised(phrase(random, user.language, random.between(1, 6)));
  }
}
