/** The media of one seed: generated once, held in memory, and handed out by path with that path stamped in. */

import { writeMp4 } from './mp4.js';
import { pathHash } from './path-hash.js';
import { drawFrame, drawGif, drawJpeg, drawPng, drawSmallJpeg, drawUnavailable } from './picture.js';
import { STAMPS, type MediaKind } from './stamp.js';

/** One file as it goes over the wire. */
export interface MediaFile {
  readonly contentType: string;
  /** What to send, in order; shared between requests, so never to be changed. */
  readonly parts: readonly Buffer[];
  /** Bytes in all parts together. */
  readonly bytes: number;
}

/** What a seed has: for each kind the files, cut in two where the stamp goes. */
export interface MediaSet {
  readonly seed: number;
  readonly molds: Readonly<Record<MediaKind, readonly Mold[]>>;
  readonly unavailable: MediaFile;
}

interface Mold {
  readonly before: Buffer;
  readonly after: Buffer;
}

const CONTENT_TYPES: Readonly<Record<MediaKind, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  mp4: 'video/mp4',
};

/** The target of the `placeholder` fault, as Flickr names it. */
export const UNAVAILABLE_PATH = '/pw/images/en-us/photo_unavailable.png';
const UNAVAILABLE = /^\/pw\/images\/[^/]+\/photo_unavailable[^/]*\.png$/;

const EXTENSION = /\.(?:(jpe?g)|(png)|(gif)|(mp4))$/i;
const VIDEO_FOLDER = /\/videos?\//;

const FRAME_SIZE = { width: 320, height: 240 };
const FRAMES = 8;
const FRAME_MS = 250;

/** Salt of the hash that picks a picture: any number that the faults do not use. */
const WHICH_BODY = 0x1b0d7;

/** Sets are made once per process; the oldest is forgotten when there are more than this. */
const MAX_CACHED_SETS = 4;
const cachedSets = new Map<string, Promise<MediaSet>>();

/** Returns the set with `bodies` different JPEGs, small ones if asked; the same seed gives the same bytes (with the same build of libvips). */
export function mediaSet(seed: number, bodies: number, isSmall = false): Promise<MediaSet> {
  const key = `${seed}/${bodies}/${isSmall}`;
  const cached = cachedSets.get(key);
  if (cached !== undefined) return cached;
  const made = makeSet(seed, bodies, isSmall);
  cachedSets.set(key, made);
  const [oldest] = cachedSets.keys();
  if (cachedSets.size > MAX_CACHED_SETS && oldest !== undefined) cachedSets.delete(oldest);
  return made;
}

/**
 * Returns what a path names: by its extension (.jpg, .jpeg, .png, .gif, .mp4); without one of these, a path with a folder `video` or `videos` is an MP4,
 * as in the dataset; anything else is null.
 */
export function kindOf(path: string): MediaKind | null {
  const [, jpg, png, gif, mp4] = EXTENSION.exec(path) ?? [];
  if (jpg !== undefined) return 'jpg';
  if (png !== undefined) return 'png';
  if (gif !== undefined) return 'gif';
  if (mp4 !== undefined || VIDEO_FOLDER.test(path)) return 'mp4';
  return null;
}

/** Is this the picture that removed photos are redirected to? */
export function isUnavailable(path: string): boolean {
  return UNAVAILABLE.test(path);
}

/** Returns the file of a path, or null if the path names none. Copies no picture: only the stamp is new. */
export function fileOf(path: string, media: MediaSet): MediaFile | null {
  if (isUnavailable(path)) return media.unavailable;
  const kind = kindOf(path);
  return kind === null ? null : fileOfKind(kind, path, media);
}

/** Returns what the path should never have: a video for a photo, a photo for a video. */
export function otherKindOf(path: string, media: MediaSet): MediaFile {
  return fileOfKind(kindOf(path) === 'mp4' ? 'jpg' : 'mp4', path, media);
}

function fileOfKind(kind: MediaKind, path: string, { seed, molds }: MediaSet): MediaFile {
  const choice = molds[kind];
  const mold = choice[pathHash(path, seed ^ WHICH_BODY) % choice.length];
  if (mold === undefined) throw new Error(`Expected a set with a ${kind}, got none`);
  const segment = STAMPS[kind].segment(Buffer.from(path, 'latin1'));
  const bytes = mold.before.length + segment.length + mold.after.length;
  return { contentType: CONTENT_TYPES[kind], parts: [mold.before, segment, mold.after], bytes };
}

async function makeSet(seed: number, bodies: number, isSmall: boolean): Promise<MediaSet> {
  const draw = isSmall ? drawSmallJpeg : drawJpeg;
  const jpegs = await drawEach(bodies, (index) => draw(pathHash(`jpg/${index}`, seed)));
  const frames = await drawEach(FRAMES, (index) => drawFrame(pathHash(`frame/${index}`, seed), FRAME_SIZE));
  const unavailable = await drawUnavailable();
  const molds = {
    jpg: jpegs.map((jpeg) => moldOf('jpg', jpeg)),
    png: [moldOf('png', await drawPng(pathHash('png', seed)))],
    gif: [moldOf('gif', await drawGif(pathHash('gif', seed)))],
    mp4: [moldOf('mp4', writeMp4(frames, FRAME_SIZE, FRAME_MS))],
  };
  return { seed, molds, unavailable: { contentType: 'image/png', parts: [unavailable], bytes: unavailable.length } };
}

/** One after the other: raw pixels take ten times the room of the picture. */
async function drawEach(count: number, draw: (index: number) => Promise<Buffer>): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  for (let index = 0; index < count; index += 1) pictures.push(await draw(index));
  return pictures;
}

function moldOf(kind: MediaKind, file: Buffer): Mold {
  const offset = STAMPS[kind].offset(file);
  return { before: file.subarray(0, offset), after: file.subarray(offset) };
}
