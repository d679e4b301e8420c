/** An item of the exif file: `Category.Tag:value`, each of the three form-URL-encoded, which leaves dots as they are. */

import type { ItemCodec } from './side.js';
import { decode, encode } from './url-encoding.js';

/** One tag of the picture's EXIF, JPEG or makernote data; a category and tag may come twice in a line. */
export interface ExifItem {
  readonly category: string;
  readonly tag: string;
  /** Always text, as the reading tool printed it; often empty. */
  readonly value: string;
}

/** Key and value split at the first colon, category and tag at the key's first dot; without both it is not an item. */
export const exifCodec: ItemCodec<ExifItem> = {
  decode(text) {
    const colon = text.indexOf(':');
    const dot = text.indexOf('.');
    if (colon < 0 || dot < 0 || dot > colon) return null;
    return {
      category: decode(text.slice(0, dot)),
      tag: decode(text.slice(dot + 1, colon)),
      value: decode(text.slice(colon + 1)),
    };
  },
  encode: ({ category, tag, value }) => `${encode(category)}.${encode(tag)}:${encode(value)}`,
};
