/** Keys that come one by one, to become a set. */
import { keySetOf, type KeySet } from './key-set.js';

const PAGE_BYTES = 1 << 16;
/** Pages that the memory grows by. */
const STEP_PAGES = 64;

/** More than there are photos in the dataset. */
export const MAX_KEYS = 1 << 27;

/**
 * Keys of two or four words. A memory of WebAssembly holds them, since that grows where it is: an array would be copied, and
 * for a while be there twice.
 */
export class KeyList {
  readonly #wordsPerKey: 2 | 4;
  readonly #memory: WebAssembly.SharedMemory;
  #words: Uint32Array;
  #count = 0;

  constructor(wordsPerKey: 2 | 4) {
    this.#wordsPerKey = wordsPerKey;
    const maximum = (MAX_KEYS * wordsPerKey * 4) / PAGE_BYTES;
    this.#memory = new WebAssembly.Memory({ initial: STEP_PAGES, maximum, shared: true });
    this.#words = new Uint32Array(this.#memory.buffer);
  }

  /** Adds a key; of one of two words `c` and `d` do not count. False when there is no room for more. */
  add(a: number, b: number, c: number, d: number): boolean {
    const at = this.#count * this.#wordsPerKey;
    if (at === this.#words.length && !this.#grow()) return false;
    this.#words[at] = a;
    this.#words[at + 1] = b;
    if (this.#wordsPerKey === 4) {
      this.#words[at + 2] = c;
      this.#words[at + 3] = d;
    }
    this.#count++;
    return true;
  }

  /** The set of them. The list is no more: its memory is the set's. */
  toSet(): KeySet {
    return keySetOf(this.#memory.buffer, this.#count, this.#wordsPerKey);
  }

  #grow(): boolean {
    try {
      this.#memory.grow(STEP_PAGES);
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
    this.#words = new Uint32Array(this.#memory.buffer);
    return true;
  }
}
