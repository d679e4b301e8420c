/** An item of the places file: `woeid:name:type`, the name form-URL-encoded, the type not. */

import type { ItemCodec } from './side.js';
import { decode, encode } from './url-encoding.js';
import { utf8Decode, utf8Encode } from './utf8.js';

/** A place that the photo was taken in; a line has them from fine to coarse, the time zone last. */
export interface Place {
  /** Where-on-earth id; a string like every id. */
  readonly woeid: string;
  readonly name: string;
  /** `Town`, `Country`, `Special Administrative Region`, ...; one type may come twice in a line. */
  readonly type: string;
}

/** Exactly two colons, else it is not an item. */
export const placeCodec: ItemCodec<Place> = {
  decode(text) {
    const first = text.indexOf(':');
    const last = text.lastIndexOf(':');
    // A third colon would have to stand between the first and the last.
    if (first === last || text.indexOf(':', first + 1) !== last) return null;
    return {
      woeid: utf8Decode(text.slice(0, first)),
      name: decode(text.slice(first + 1, last)),
      type: utf8Decode(text.slice(last + 1)),
    };
  },
  encode: ({ woeid, name, type }) => `${utf8Encode(woeid)}:${encode(name)}:${utf8Encode(type)}`,
};
