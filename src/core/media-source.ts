/**
 * Where the media of a record can be: in the public mirror, at Flickr's hosts of today, at the URL in the file, or
 * wherever a template says. The first three are known to the dataset's users by their layouts, not by an API.
 */
import type { PhotoKind } from './fields.js';
import { fillUrlTemplate, parseUrlTemplate, type UrlSource } from './media-url.js';

/** `s3`: the bucket `multimedia-commons`; `live`: live.staticflickr.com; `farm`: the URL in the file. */
export const MEDIA_SOURCE_NAMES = ['s3', 'live', 'farm'] as const;

type MediaSourceName = (typeof MEDIA_SOURCE_NAMES)[number];

/** Flickr's letters for a photo's size: squares and longest sides of 75, 100, 240, 640 and 1,024 pixels, and the original. */
export const MEDIA_SIZES = ['500', 's', 't', 'm', 'z', 'b', 'o'] as const;

export type MediaSize = (typeof MEDIA_SIZES)[number];

/** What a URL is made of. */
export interface MediaRecord extends UrlSource {
  readonly kind: PhotoKind;
  /** As in the file. */
  readonly url: string;
}

/** A URL, or the field that it wants and the record lacks. */
export type MediaUrl = ReturnType<typeof fillUrlTemplate>;

/** The record's URL in one source; null where that source is known not to have it. */
export type MediaSource = (record: MediaRecord) => MediaUrl | null;

const MIRROR = 'https://multimedia-commons.s3.us-west-2.amazonaws.com/data';
/** The mirror has no image whose hash begins so. */
const MIRROR_HOLE = 'ac8';

/** @throws YfccError `usage` for a template that can't be read */
export function mediaSource(nameOrTemplate: string, size: MediaSize): MediaSource {
  if (isName(nameOrTemplate)) return SOURCES[nameOrTemplate](size);
  const template = parseUrlTemplate(nameOrTemplate);
  return (record) => fillUrlTemplate(template, record);
}

function isName(text: string): text is MediaSourceName {
  return MEDIA_SOURCE_NAMES.some((name) => name === text);
}

const SOURCES: Readonly<Record<MediaSourceName, (size: MediaSize) => MediaSource>> = {
  s3: (size) => {
    const image = parseUrlTemplate(`${MIRROR}/images/{h0-3}/{h3-6}/{photo_hash}.jpg`);
    const video = parseUrlTemplate(`${MIRROR}/videos/mp4/{h0-3}/{h3-6}/{photo_hash}.mp4`);
    return (record) => {
      if (record.kind === 'video') return fillUrlTemplate(video, record);
      return size !== '500' || record.hash.startsWith(MIRROR_HOLE) ? null : fillUrlTemplate(image, record);
    };
  },
  live: (size) => {
    const template = parseUrlTemplate(`https://live.staticflickr.com/{server_id}/${nameOf(size)}`);
    return (record) => (record.kind === 'video' ? null : fillUrlTemplate(template, record));
  },
  farm: (size) => {
    const name = parseUrlTemplate(`http://farm/${nameOf(size)}`);
    return (record) => {
      if (record.kind === 'video' || size === '500') return { url: record.url };
      const filled = fillUrlTemplate(name, record);
      if ('missing' in filled || !URL.canParse(record.url)) return filled;
      return { url: new URL(filled.url.slice(filled.url.lastIndexOf('/') + 1), record.url).href };
    };
  },
};

/** What Flickr calls a photo's file of a size. */
function nameOf(size: MediaSize): string {
  if (size === 'o') return '{photo_id}_{photo_secret_orig}_o.{photo_ext}';
  return `{photo_id}_{photo_secret}${size === '500' ? '' : `_${size}`}.jpg`;
}
