/** The options that say which records a job takes, read into a filter. */
import { YfccError } from '../core/errors.js';
import { NO_FILTER, type Box, type Filter, type Range } from '../core/filter.js';
import { LICENSES, type License } from '../core/license.js';
import { checkNumber, checkTexts } from './check-option.js';

/** Each may be given more than once: a record is taken when one of them fits. Different ones must all fit. */
export interface FilterOptions {
  /** `photo` or `video`. @default [] (any) */
  readonly kind?: readonly string[];
  /** Short codes with commas between (`by,by-sa`), or `commercial` for those that allow commercial use. @default [] (any) */
  readonly license?: readonly string[];
  /** `W,S,E,N` in degrees; over the 180th meridian when W is greater than E. @default [] (any) */
  readonly bbox?: readonly string[];
  /** Least accuracy of the place, 1 (world) to 16 (street). @default 0 (any) */
  readonly minAccuracy?: number;
  /** `FROM..TO`, beginnings of `2012-02-16 09:56:37`; TO not included. @default [] (any) */
  readonly taken?: readonly string[];
  /** `FROM..TO`, Unix seconds or dates (UTC); TO not included. @default [] (any) */
  readonly uploaded?: readonly string[];
  /** A user tag, decoded, to the letter. @default [] (any) */
  readonly tag?: readonly string[];
  /** `CONCEPT` or `CONCEPT:MIN`, the least score. @default [] (any) */
  readonly autotag?: readonly string[];
  /** A where-on-earth id. @default [] (any) */
  readonly place?: readonly string[];
  /** A part of the device's name, A to Z in either case. @default [] (any) */
  readonly camera?: readonly string[];
  /** A user's id (NSID). @default [] (any) */
  readonly user?: readonly string[];
  /** Files that list ids, one a line, or OpenAI's list; plain, bz2 or gzip: see docs/formats.md. @default [] (any) */
  readonly ids?: readonly string[];
  /** Files that list photo hashes, in the same forms. @default [] (any) */
  readonly hashes?: readonly string[];
  /** A share of all records, over 0 to 1: always the same ones, chosen by a hash of the id. @default 1 */
  readonly sample?: number;
}

export const FILTER_DEFAULTS = {
  kind: [],
  license: [],
  bbox: [],
  minAccuracy: 0,
  taken: [],
  uploaded: [],
  tag: [],
  autotag: [],
  place: [],
  camera: [],
  user: [],
  ids: [],
  hashes: [],
  sample: 1,
} as const satisfies Required<FilterOptions>;

/** Those that do not forbid commercial use. */
const COMMERCIAL: readonly License[] = ['by', 'by-sa', 'by-nd'];

/** The beginning of a time, to the second. */
const TIME = /^(?:\d{4}(?:-\d\d(?:-\d\d(?:[ T]\d\d(?::\d\d(?::\d\d)?)?)?)?)?)?$/;

/** The filter, without its lists; null where every record is taken. Throws `usage` for what cannot be read. */
export function parseFilter(options: Required<FilterOptions>): Filter | null {
  const filter: Filter = {
    kinds: options.kind.map(parseKind),
    licenses: options.license.flatMap((list) => list.split(',').flatMap(parseLicense)),
    boxes: options.bbox.map(parseBox),
    minAccuracy: options.minAccuracy === 0 ? null : options.minAccuracy,
    taken: options.taken.map((text) => parseRange('taken', text, parseTime)),
    uploaded: options.uploaded.map((text) => parseRange('uploaded', text, parseSeconds)),
    tags: options.tag.map((text) => notEmpty('tag', text)),
    autotags: options.autotag.map(parseAutotag),
    places: options.place.map((text) => notEmpty('place', text)),
    cameras: options.camera.map((text) => notEmpty('camera', text)),
    users: options.user.map((text) => notEmpty('user', text)),
    sample: options.sample === 1 ? null : options.sample,
    // Read later: see `photo-lists.ts`.
    ids: null,
    hashes: null,
  };
  for (const name of ['ids', 'hashes'] as const) if (options[name].length > 0) checkTexts(name, 'file', options[name]);
  checkNumber('sample', options.sample, [0, 1]);
  return JSON.stringify(filter) === JSON.stringify(NO_FILTER) ? null : filter;
}

function refuse(name: string, wanted: string, got: string): never {
  throw new YfccError('usage', `Expected --${name} to be ${wanted}, got ${got === '' ? 'nothing' : got}.`);
}

function notEmpty(name: string, text: string): string {
  return text === '' ? refuse(name, 'a text', text) : text;
}

function parseKind(text: string): 'photo' | 'video' {
  return text === 'photo' || text === 'video' ? text : refuse('kind', 'photo or video', text);
}

function parseLicense(text: string): readonly License[] {
  if (text === 'commercial') return COMMERCIAL;
  const license = LICENSES.find((code) => code === text);
  return license === undefined ? refuse('license', `some of ${LICENSES.join(', ')}, commercial`, text) : [license];
}

function parseBox(text: string): Box {
  const wanted = 'W,S,E,N in degrees, such as 5.9,45.8,10.5,47.8';
  const numbers = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  const [west = NaN, south = NaN, east = NaN, north = NaN] = numbers;
  const isSound =
    numbers.length === 4 &&
    Math.abs(west) <= 180 &&
    Math.abs(east) <= 180 &&
    south >= -90 &&
    north <= 90 &&
    south <= north;
  return isSound ? { west, south, east, north } : refuse('bbox', wanted, text);
}

function parseRange<Value extends string | number>(
  name: string,
  text: string,
  parse: (name: string, text: string) => Value,
): Range<Value> {
  const [from, to, ...more] = text.split('..');
  if (from === undefined || to === undefined || more.length > 0 || from + to === '') {
    refuse(name, 'FROM..TO, either of them left out or not, such as 2010..2012-06', text);
  }
  return { from: from === '' ? null : parse(name, from), to: to === '' ? null : parse(name, to) };
}

function parseTime(name: string, text: string): string {
  return TIME.test(text)
    ? text.replace('T', ' ')
    : refuse(name, 'beginnings of times such as 2012-02-16 09:56:37', text);
}

function parseSeconds(name: string, text: string): number {
  // Four digits are a year, as everywhere else.
  if (/^\d{5,12}$/.test(text)) return Number(text);
  const time = parseTime(name, text);
  const seconds = Date.parse(`${completed(time).replace(' ', 'T')}Z`) / 1000;
  return Number.isNaN(seconds) ? refuse(name, 'Unix seconds or a date that exists', text) : seconds;
}

/** The first second of what a beginning of a time stands for. */
function completed(time: string): string {
  return time + '0000-01-01 00:00:00'.slice(time.length);
}

function parseAutotag(text: string): { readonly concept: string; readonly min: number } {
  const colon = text.lastIndexOf(':');
  const min = colon < 0 ? 0 : Number(text.slice(colon + 1));
  const concept = colon < 0 ? text : text.slice(0, colon);
  const isSound = concept !== '' && min >= 0 && min <= 1 && (colon < 0 || text.slice(colon + 1).trim() !== '');
  return isSound
    ? { concept, min }
    : refuse('autotag', 'CONCEPT or CONCEPT:MIN with MIN from 0 to 1, such as beach:0.8', text);
}
