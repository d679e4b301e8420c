/**
 * The newest pictures, in memory that all threads share: what a page that shows a job shows of them. A few places, used
 * in turns, each the length of a text (32 bits; 0 while it is written) and the text.
 */
import type { MediaType } from './outcome.js';

/** What a page can show, by extension, with its content type. */
export const SHOWN_TYPES: ReadonlyMap<string, string> = new Map<MediaType, string>([
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
]);

const PLACES = 12;
const PLACE_BYTES = 512;
const NEXT_BYTES = 8;

/** A picture that has come, and where its bytes are, for as long as they are there. */
export interface NewMedia {
  readonly photoId: string;
  /** Absolute; of a tar job the journal of the shard. */
  readonly file: string;
  readonly offset: number;
  readonly bytes: number;
  /** Its extension. */
  readonly type: string;
}

export function createNewestMedia(): SharedArrayBuffer {
  return new SharedArrayBuffer(NEXT_BYTES + PLACES * PLACE_BYTES);
}

/** Puts one in the place of the oldest; what takes too many bytes is left out. */
export function addNewMedia(buffer: SharedArrayBuffer, media: NewMedia): void {
  const text = new TextEncoder().encode(JSON.stringify(media));
  if (text.length > PLACE_BYTES - 4) return;
  const place = (Atomics.add(new Int32Array(buffer, 0, 1), 0, 1) >>> 0) % PLACES;
  const at = NEXT_BYTES + place * PLACE_BYTES;
  const length = new Int32Array(buffer, at, 1);
  Atomics.store(length, 0, 0);
  new Uint8Array(buffer, at + 4).set(text);
  Atomics.store(length, 0, text.length);
}

/** Those that are there, the newest first. */
export function newestMedia(buffer: SharedArrayBuffer): NewMedia[] {
  const next = Atomics.load(new Int32Array(buffer, 0, 1), 0) >>> 0;
  const found: NewMedia[] = [];
  for (let back = 1; back <= Math.min(PLACES, next); back += 1) {
    const at = NEXT_BYTES + ((next - back) % PLACES) * PLACE_BYTES;
    const length = Atomics.load(new Int32Array(buffer, at, 1), 0);
    const media = length === 0 ? null : parse(new Uint8Array(buffer, at + 4, length).slice());
    if (media !== null) found.push(media);
  }
  return found;
}

/** Null where another thread was writing it at that moment. */
function parse(text: Uint8Array): NewMedia | null {
  try {
    // A parse border: only `addNewMedia` writes here.
    return JSON.parse(new TextDecoder().decode(text)) as NewMedia;
  } catch {
    return null;
  }
}
