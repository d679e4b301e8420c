/** Brings the lines of a slice into the encoder's memory, little by little, as they are used up. */
import type { Slice } from '../core/protocol.js';

/** Where the lines go: an area of the memory, and two words that say where in it the next line begins and the bytes end. */
export interface FeedPlace {
  /** A word a source: the next line; then a word a source: the end. */
  readonly state: Uint32Array;
  readonly source: number;
  readonly area: number;
  readonly capacity: number;
}

/** Of a word, in which memory is copied. */
const WORD_BYTES = 8;

export class LineFeed {
  readonly #slice: Slice;
  readonly #memory: ArrayBuffer;
  readonly #place: FeedPlace;
  /** The segment that comes next, and how many of its bytes have come. */
  #segment = 0;
  #offset = 0;

  /** The memory must not grow while it is used. */
  constructor(slice: Slice, memory: ArrayBuffer, place: FeedPlace) {
    this.#slice = slice;
    this.#memory = memory;
    this.#place = place;
  }

  /** True when all lines have been brought and used. */
  get isEmpty(): boolean {
    return this.#segment === this.#slice.segments.length && this.#cursor === this.#end;
  }

  /** True when more than half of the area is free. */
  get isLow(): boolean {
    return this.#end - this.#cursor < this.#place.capacity / 2;
  }

  /** Moves what is left to the area's beginning, and brings of the next segment what there is room for; gives how many bytes came. */
  fill(): number {
    const segment = this.#slice.segments[this.#segment];
    if (segment === undefined) return 0;
    const { state, source, area, capacity } = this.#place;
    const kept = this.#end - this.#cursor;
    const from = segment.from + this.#offset;
    // Out of shared memory V8 copies whole words, seven times as fast, only where both places are aligned alike.
    const first = (from - kept) & (WORD_BYTES - 1);
    const bytes = new Uint8Array(this.#memory, area, capacity);
    bytes.copyWithin(first, this.#cursor - area, this.#end - area);
    const count = Math.min(segment.to - from, capacity - first - kept);
    bytes.set(new Uint8Array(segment.buffer, from, count), first + kept);
    this.#offset += count;
    if (from + count === segment.to) {
      this.#segment++;
      this.#offset = 0;
    }
    state[source] = area + first;
    state[this.#endWord] = area + first + kept + count;
    return count;
  }

  get #cursor(): number {
    return this.#place.state[this.#place.source] ?? 0;
  }

  get #end(): number {
    return this.#place.state[this.#endWord] ?? 0;
  }

  get #endWord(): number {
    return this.#place.state.length / 2 + this.#place.source;
  }
}

/** Brings more lines; false when there are none, or there is no room for them. */
export function fillAll(feeds: readonly (LineFeed | null)[]): boolean {
  // Those that have half of their room filled would have much to move for little, unless it is one long line.
  return fillThese(feeds.filter((feed) => feed?.isLow ?? false)) || fillThese(feeds);
}

function fillThese(feeds: readonly (LineFeed | null)[]): boolean {
  let bytes = 0;
  for (const feed of feeds) bytes += feed?.fill() ?? 0;
  return bytes > 0;
}
