/**
 * Random numbers that are a function of (seed, row, stream), so that any row can be made without those before it.
 *
 * The three words are scrambled with a 32-bit finaliser and start an sfc32 generator (Chris Doty-Humphrey's "small fast counter").
 * Every use has a stream of its own: to draw one number more in one of them leaves all the others as they are.
 */

/** What a stream is for; the numbers are part of the output, so append, never renumber. */
export const STREAM = {
  user: 1,
  photo: 2,
  dataset: 3,
  autotags: 4,
  exif: 5,
  places: 6,
  gaps: 7,
  damage: 8,
} as const;

export type Stream = (typeof STREAM)[keyof typeof STREAM];

const TWO_TO_32 = 4294967296;
const HEX_DIGITS = 16;
const HEX_BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(HEX_DIGITS).padStart(2, '0'));

/** Spreads a 32-bit word so that neighbours have nothing in common. One-to-one. */
export function scramble(word: number): number {
  let x = word ^ (word >>> 16);
  x = Math.imul(x, 0x21f0aaad);
  x ^= x >>> 15;
  x = Math.imul(x, 0x735a2d97);
  return x ^ (x >>> 15);
}

/** One generator, set to a new place in the number space with `reseed`; holds no memory beyond four words. */
export class Random {
  private a = 0;
  private b = 0;
  private c = 0;
  private counter = 1;

  /** Starts the sequence of (seed, row, stream). `seed` and `row` are integers from 0 to 2 ** 53 - 1. */
  reseed(seed: number, row: number, stream: Stream): this {
    this.a = scramble((seed + 0x9e3779b9) | 0) ^ Math.floor(seed / TWO_TO_32);
    this.b = scramble(this.a ^ (row | 0));
    this.c = scramble(this.b ^ Math.floor(row / TWO_TO_32) ^ (stream << 24));
    this.counter = 1;
    // Four rounds, since the words come in scrambled; from raw words sfc32 would want twelve.
    for (let round = 0; round < 4; round++) this.word();
    return this;
  }

  /** A 32-bit signed word. */
  word(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum;
  }

  /** In [0, 1), 32 bits fine. */
  unit(): number {
    return (this.word() >>> 0) / TWO_TO_32;
  }

  /** An integer from 0 to `count - 1`. */
  below(count: number): number {
    return Math.floor(this.unit() * count);
  }

  /** An integer from `first` to `last`, both possible. */
  between(first: number, last: number): number {
    return first + Math.floor(this.unit() * (last - first + 1));
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** One entry, all alike. Throws a RangeError for an empty list, which is a bug. */
  pick<Entry>(list: readonly Entry[]): Entry {
    return entryAt(list, this.below(list.length));
  }

  /**
   * An index below `count`, the first ones oftener: its share falls off with the square of `index + flatness`, so half of
   * the picks fall below `flatness` when `count` is far above it. (Zipf's own law would need a power, which costs five times this.)
   */
  early(count: number, flatness: number): number {
    const unit = this.unit();
    return Math.floor((flatness * unit) / (1 + flatness / count - unit));
  }

  /** One entry, the first ones oftener, by `early`. */
  pickEarly<Entry>(list: readonly Entry[], flatness: number): Entry {
    return entryAt(list, this.early(list.length, flatness));
  }

  /** `bytes` random bytes in lower-case hex. */
  hex(bytes: number): string {
    let text = '';
    for (let i = 0; i < bytes; i++) text += entryAt(HEX_BYTES, this.word() & 0xff);
    return text;
  }
}

/** `list[index]`, for an index that is known to be inside. Throws a RangeError when it is not, which is a bug. */
export function entryAt<Entry>(list: readonly Entry[], index: number): Entry {
  const entry = list[index];
  if (entry === undefined) throw new RangeError(`Expected an index below ${list.length}, got ${index}`);
  return entry;
}
