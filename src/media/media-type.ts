/** Tells a media file's type by its first bytes; names and headers are not asked. */
import type { MediaType } from '../core/outcome.js';

export type MediaKind = 'photo' | 'video';

/** The types that fit a kind, the likely ones first: in this order an existing file is looked for. */
export const TYPES_OF: Readonly<Record<MediaKind, readonly MediaType[]>> = {
  photo: ['jpg', 'png', 'gif', 'webp', 'avif'],
  video: ['mp4', 'mov', 'avi', 'flv', 'wmv', 'mpg', 'webm', '3gp', 'ogv'],
};

/** As many first bytes as `mediaTypeOf` looks at. */
export const HEAD_BYTES = 512;

/** A packet of a transport stream has 188 bytes and begins with `G`; in camcorder files 4 bytes more stand before each. */
const PACKET = `G${'?'.repeat(187)}`;
const TIMED_PACKET = `????${PACKET}`;

/** First bytes as Latin-1, where `?` stands for any; the first that fits counts. Null: known, and not one of ours. */
const SIGNATURES: readonly (readonly [type: MediaType | null, firstBytes: string])[] = [
  ['jpg', '\xff\xd8\xff'],
  ['png', '\x89PNG\r\n\x1a\n'],
  ['gif', 'GIF87a'],
  ['gif', 'GIF89a'],
  ['webp', 'RIFF????WEBP'],
  ['avi', 'RIFF????AVI '],
  // ISO media files open with a box: length (4 bytes), `ftyp`, and the brand (4 bytes), which tells the sort.
  ['mov', '????ftypqt'],
  ['3gp', '????ftyp3g'],
  ['avif', '????ftypavif'], // a picture in the same boxes
  [null, '????ftyphei'], // and so is HEIC, and what moves in either
  [null, '????ftypmif'],
  [null, '????ftypavi'],
  ['mp4', '????ftyp'],
  // QuickTime from before there was `ftyp`.
  ['mov', '????moov'],
  ['mov', '????mdat'],
  ['mov', '????wide'],
  ['mov', '????free'],
  ['mov', '????skip'],
  ['mov', '????pnot'],
  ['flv', 'FLV\x01'],
  ['wmv', '\x30\x26\xb2\x75\x8e\x66\xcf\x11'], // the GUID of an ASF header
  ['mpg', '\x00\x00\x01\xba'], // program stream
  ['mpg', '\x00\x00\x01\xb3'], // video sequence
  ['mpg', `${PACKET}${PACKET}G`],
  ['mpg', `${TIMED_PACKET}${TIMED_PACKET}????G`],
  ['webm', '\x1a\x45\xdf\xa3'], // EBML: Matroska too
  ['ogv', 'OggS'],
];

/** The type of a file that begins with `head` (`HEAD_BYTES` of it, or all there is); null when it is none of ours. */
export function mediaTypeOf(head: Uint8Array): MediaType | null {
  const found = SIGNATURES.find(([, firstBytes]) => beginsWith(head, firstBytes));
  return found?.[0] ?? null;
}

function beginsWith(head: Uint8Array, firstBytes: string): boolean {
  for (let at = 0; at < firstBytes.length; at += 1) {
    if (firstBytes[at] !== '?' && head[at] !== firstBytes.charCodeAt(at)) return false;
  }
  return true;
}

/** Whether a body that is not media is a web page. */
export function isHtml(contentType: string | null, head: Uint8Array): boolean {
  if (contentType !== null && /^\s*text\/html\b/i.test(contentType)) return true;
  return /^\s*<(?:!doctype html|html)\b/i.test(Buffer.from(head).toString('latin1'));
}
