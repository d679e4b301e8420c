/** An item of the autotags file: `concept:score`, where a concept may hold raw spaces and even a colon. */

import { decodeNumber } from './cell.js';
import type { ItemCodec } from './side.js';
import { utf8Decode, utf8Encode } from './utf8.js';

/** What a classifier saw in the photo. */
export interface Autotag {
  readonly concept: string;
  /** From 0.5 to 1, with four decimals, in the files as they were made. */
  readonly score: number;
}

/** Split at the last colon; without one, or with a score that is no number, it is not an item. */
export const autotagCodec: ItemCodec<Autotag> = {
  decode(text) {
    const colon = text.lastIndexOf(':');
    if (colon < 0) return null;
    const score = decodeNumber(text.slice(colon + 1));
    return score === null ? null : { concept: utf8Decode(text.slice(0, colon)), score };
  },
  encode: ({ concept, score }) => `${utf8Encode(concept)}:${score.toFixed(4)}`,
};
