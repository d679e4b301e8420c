/**
 * A set of keys in memory that all threads share, so that a list of millions is there once, and exact.
 *
 * A key is two or four words of 32 bits. The keys stand in the order of their hash, and in buckets by its upper bits: bucket
 * `b` has keys `starts[b]` to `starts[b + 1]`. So a question costs one look at the starts and one at a few keys.
 */
import { createHash } from 'node:crypto';

/** Plain values, so that it can cross threads; what is in the memory does not change any more. */
export interface KeySet {
  /** Different keys. */
  readonly count: number;
  readonly wordsPerKey: 2 | 4;
  readonly bucketBits: number;
  readonly keys: SharedArrayBuffer;
  readonly starts: SharedArrayBuffer;
}

/** Whether a key is in a set; of one of two words the other two are 0. */
export type HasKey = (a: number, b: number, c: number, d: number) => boolean;

/** Keys in a bucket, about. */
const KEYS_PER_BUCKET = 4;

const MAX_BUCKET_BITS = 25;

/** Bits of a bucket's number that are told apart in the last round. */
const FINE_BITS = 11;

/** The question to a set, for this thread. */
export function keyFinder({ wordsPerKey, bucketBits, keys, starts }: KeySet): HasKey {
  const words = new Uint32Array(keys);
  const firsts = new Uint32Array(starts);
  const shift = 32 - bucketBits;
  return (a, b, c, d) => {
    const bucket = hashOf(a, b, c, d) >>> shift;
    const end = (firsts[bucket + 1] ?? 0) * wordsPerKey;
    for (let at = (firsts[bucket] ?? 0) * wordsPerKey; at < end; at += wordsPerKey) {
      if (words[at] !== a >>> 0 || words[at + 1] !== b >>> 0) continue;
      if (wordsPerKey === 2 || (words[at + 2] === c >>> 0 && words[at + 3] === d >>> 0)) return true;
    }
    return false;
  };
}

/**
 * Makes a set of `count` keys, given one behind the other, in their own memory; beside it there are 4 bytes a
 * bucket. Keys that come twice count once.
 */
export function keySetOf(keys: SharedArrayBuffer, count: number, wordsPerKey: 2 | 4): KeySet {
  const bits = Math.ceil(Math.log2(Math.max(2, count / KEYS_PER_BUCKET)));
  const bucketBits = Math.min(MAX_BUCKET_BITS, bits);
  const words = new Uint32Array(keys, 0, count * wordsPerKey);
  const starts = new SharedArrayBuffer(((1 << bucketBits) + 1) * 4);
  const firsts = new Uint32Array(starts);
  toBuckets(words, wordsPerKey, bucketBits, firsts);
  const different = sortBuckets(words, wordsPerKey, firsts);
  return { count: different, wordsPerKey, bucketBits, keys, starts };
}

/** SHA-256 of the keys: the same for the same ones, in whatever order they came, and however often. */
export function keySetChecksum({ keys, count, wordsPerKey }: KeySet): string {
  return createHash('sha256')
    .update(new Uint8Array(keys, 0, count * wordsPerKey * 4))
    .digest('hex');
}

/** The finalizer of MurmurHash3 (Appleby 2011), over the words. */
function hashOf(a: number, b: number, c: number, d: number): number {
  let hash = a ^ Math.imul(b, 0x9e3779b1) ^ Math.imul(c, 0x27d4eb2f) ^ Math.imul(d, 0x165667b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function hashAt(words: Uint32Array, at: number, wordsPerKey: number): number {
  const isLong = wordsPerKey === 4;
  return hashOf(
    words[at] ?? 0,
    words[at + 1] ?? 0,
    isLong ? (words[at + 2] ?? 0) : 0,
    isLong ? (words[at + 3] ?? 0) : 0,
  );
}

/**
 * Each key to its bucket, in place: first to one of a coarser kind, then within each of those, since the buckets of all
 * hashes at once are further apart than a cache reaches (1.0 s for 15 million keys, where one round took 5.9 s).
 */
function toBuckets(words: Uint32Array, wordsPerKey: number, bucketBits: number, firsts: Uint32Array): void {
  const fineBits = Math.min(bucketBits, FINE_BITS);
  const coarseBits = bucketBits - fineBits;
  const coarse = new Uint32Array((1 << coarseBits) + 1);
  const all = { from: 0, end: words.length / wordsPerKey };
  distribute(words, wordsPerKey, all, { shift: 32 - coarseBits, bits: coarseBits, firsts: coarse });
  for (let k = 0; k < 1 << coarseBits; k++) {
    const part = { from: coarse[k] ?? 0, end: coarse[k + 1] ?? 0 };
    const own = firsts.subarray(k << fineBits, ((k + 1) << fineBits) + 1);
    distribute(words, wordsPerKey, part, { shift: 32 - bucketBits, bits: fineBits, firsts: own });
  }
}

interface Buckets {
  /** Where in the hash a bucket's number is. */
  readonly shift: number;
  readonly bits: number;
  /** Gets where each bucket begins, and where the last one ends. */
  readonly firsts: Uint32Array;
}

/** Keys `[from, end)` to their buckets, each swapped with one that is there (American flag sort, McIlroy 1993). */
function distribute(
  words: Uint32Array,
  wordsPerKey: number,
  { from, end }: { readonly from: number; readonly end: number },
  { shift, bits, firsts }: Buckets,
): void {
  const mask = (1 << bits) - 1;
  firsts.fill(0);
  for (let key = from; key < end; key++) {
    const next = ((hashAt(words, key * wordsPerKey, wordsPerKey) >>> shift) & mask) + 1;
    firsts[next] = (firsts[next] ?? 0) + 1;
  }
  firsts[0] = from;
  for (let bucket = 1; bucket < firsts.length; bucket++)
    firsts[bucket] = (firsts[bucket] ?? 0) + (firsts[bucket - 1] ?? 0);
  // Of each bucket, how far it is filled with what is its own.
  const filled = firsts.slice(0, -1);
  for (let bucket = 0; bucket < filled.length; bucket++) {
    const last = firsts[bucket + 1] ?? 0;
    for (let key = filled[bucket] ?? 0; key < last; key = filled[bucket] ?? 0) {
      const at = key * wordsPerKey;
      const home = (hashAt(words, at, wordsPerKey) >>> shift) & mask;
      const to = filled[home] ?? 0;
      filled[home] = to + 1;
      if (home !== bucket) swap(words, at, to * wordsPerKey, wordsPerKey);
    }
  }
}

function swap(words: Uint32Array, a: number, b: number, count: number): void {
  for (let k = 0; k < count; k++) {
    const word = words[a + k] ?? 0;
    words[a + k] = words[b + k] ?? 0;
    words[b + k] = word;
  }
}

/** Sorts within each bucket, leaves out what comes again, and moves the buckets together; gives how many keys there are. */
function sortBuckets(words: Uint32Array, wordsPerKey: number, firsts: Uint32Array): number {
  let kept = 0;
  let from = 0;
  for (let bucket = 0; bucket + 1 < firsts.length; bucket++) {
    const end = firsts[bucket + 1] ?? 0;
    const first = kept;
    firsts[bucket] = first;
    // Insertion: there are a few, and however many equal ones come, the list of different ones stays short.
    for (; from < end; from++) {
      let at = kept;
      while (at > first && compare(words, from, at - 1, wordsPerKey) < 0) at--;
      if (at > first && compare(words, from, at - 1, wordsPerKey) === 0) continue;
      insert(words, from * wordsPerKey, at * wordsPerKey, kept * wordsPerKey, wordsPerKey);
      kept++;
    }
  }
  firsts[firsts.length - 1] = kept;
  return kept;
}

/** By their hashes, then by their words. */
function compare(words: Uint32Array, a: number, b: number, wordsPerKey: number): number {
  const hashes = hashAt(words, a * wordsPerKey, wordsPerKey) - hashAt(words, b * wordsPerKey, wordsPerKey);
  if (hashes !== 0) return hashes;
  for (let k = 0; k < wordsPerKey; k++) {
    const difference = (words[a * wordsPerKey + k] ?? 0) - (words[b * wordsPerKey + k] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const moved = new Uint32Array(4);

/** Puts the words at `from` to `to`; what is there, up to `end`, which is not behind `from`, gives way. */
function insert(words: Uint32Array, from: number, to: number, end: number, count: number): void {
  if (from === to) return;
  for (let k = 0; k < count; k++) moved[k] = words[from + k] ?? 0;
  for (let at = end - 1; at >= to; at--) words[at + count] = words[at] ?? 0;
  for (let k = 0; k < count; k++) words[to + k] = moved[k] ?? 0;
}
