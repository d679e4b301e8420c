/**
 * A line of the autotags, places or exif file: `id TAB items`, with commas between the items.
 *
 * With nothing known the line is `id TAB` and nothing more. What an item looks like is a codec of its own:
 * `autotags.ts`, `places.ts`, `exif.ts`.
 */

import { expected } from './expected.js';
import { isPhotoId } from './output-path.js';

/** Id and items of a side line, or why it is none; `items` is everything after the first tab, as it stands. */
export type SideResult =
  | { readonly ok: true; readonly photoId: string; readonly items: string }
  | { readonly ok: false; readonly reason: string };

/** How one item is read and written; both sides latin1 strings. Neither direction throws. */
export interface ItemCodec<Item> {
  /** Null when the text is not such an item. */
  decode(text: string): Item | null;
  encode(item: Item): string;
}

/** What a line's items are. */
export interface ItemList<Item> {
  /** In file order, duplicates kept, malformed ones left out. */
  readonly list: readonly Item[];
  /** How many were left out. */
  readonly bad: number;
  /** Whether `encodeItems` gives the very same bytes back. */
  readonly isCanonical: boolean;
}

/** Cuts a line, given without its line end. Never throws. */
export function parseSideLine(line: string): SideResult {
  const tab = line.indexOf('\t');
  if (tab < 0) return { ok: false, reason: expected('an id, a tab and items', line) };
  const photoId = line.slice(0, tab);
  if (!isPhotoId(photoId)) return { ok: false, reason: expected('the photo id to be 1 to 20 digits', photoId) };
  return { ok: true, photoId, items: line.slice(tab + 1) };
}

/** The id at the head of a line, which may be cut anywhere behind its tab; null when there is none. */
export function sideId(line: string): string | null {
  const photoId = line.slice(0, Math.max(0, line.indexOf('\t')));
  return isPhotoId(photoId) ? photoId : null;
}

/** Reads a line's items. */
export function decodeItems<Item>(items: string, codec: ItemCodec<Item>): ItemList<Item> {
  const list: Item[] = [];
  let bad = 0;
  let isCanonical = true;
  for (const text of items === '' ? [] : items.split(',')) {
    const item = codec.decode(text);
    if (item === null) {
      bad++;
    } else {
      list.push(item);
      isCanonical &&= codec.encode(item) === text;
    }
  }
  return { list, bad, isCanonical: isCanonical && bad === 0 };
}

/** Writes items as a line has them. */
export function encodeItems<Item>(list: readonly Item[], codec: ItemCodec<Item>): string {
  return list.map((item) => codec.encode(item)).join(',');
}
