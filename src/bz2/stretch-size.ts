/**
 * How much of a file a task gets: so much that its text is of one size, however well the file is compressed.
 *
 * Text under way is what a decoder's memory goes into, and files differ: metadata are packed to a quarter, lists of the
 * same few names to a thirtieth. So the size follows what the last stretches gave. The first ones are small, so that all
 * threads have some of a small file.
 */
import { SLAB_BYTES } from './slabs.js';

/**
 * Text that a task is to give unless another size is asked for: some nine blocks of level 9, which a thread decodes in 40 to 60 ms. Half as much costs the
 * main thread a third more, twice as much a job a third of its memory more.
 */
export const TEXT_BYTES = 8 << 20;

/** A block of level 9 has about as much. */
const FIRST_BYTES = 256 << 10;
/** What a byte becomes, for all that is known then. */
const FIRST_RATIO = 16;
const LEAST_BYTES = 32 << 10;
/** Of a file that hardly shrinks; more where tasks are to be larger. */
const MOST_BYTES = 2 << 20;

/** How much the newest stretch counts. */
const WEIGHT = 0.25;

export class StretchSize {
  readonly #textBytes: number;
  /** Bytes of text that a compressed byte has become; null before the first stretch. */
  #ratio: number | null = null;

  /** `textBytes`: what a task is to give. */
  constructor(textBytes = TEXT_BYTES) {
    this.#textBytes = textBytes;
  }

  /** Bytes of the file for the next stretch. */
  get bytes(): number {
    if (this.#ratio === null) return FIRST_BYTES;
    return Math.round(
      Math.min(Math.max(MOST_BYTES, this.#textBytes / 4), Math.max(LEAST_BYTES, this.#textBytes / this.#ratio)),
    );
  }

  /** Slabs that the text of so many bytes will take, likely; a thread makes what lacks. */
  slabsFor(bytes: number): number {
    return Math.ceil((bytes * (this.#ratio ?? FIRST_RATIO)) / SLAB_BYTES) + 1;
  }

  /** Notes that a stretch of `bytes` has given `textBytes`. */
  learn(bytes: number, textBytes: number): void {
    const ratio = textBytes / bytes;
    this.#ratio = this.#ratio === null ? ratio : this.#ratio + WEIGHT * (ratio - this.#ratio);
  }
}
