/**
 * Ids and hashes of photos as keys of a `KeySet`, each key that of one id or hash.
 *
 * An id is a number of 64 bits. A hash is 32 hex digits, or fewer where its bytes were printed without their leading
 * zeros, as in the dataset (see `hash.ts`); one with the zeros counts as the one without.
 */
import { Buffer } from 'node:buffer';
import { keyFinder, keySetChecksum, type HasKey, type KeySet } from './key-set.js';

/** Hashes: those that have 32 digits also without such zeros, and the shorter ones. */
export interface HashSet {
  readonly whole: KeySet;
  readonly short: KeySet;
}

/** Which of a `HashSet`'s two sets a hash belongs to. */
export type HashLength = keyof HashSet;

const ID = /^[1-9]\d{0,18}$/;
const HASH_DIGITS = 32;
const ZERO = 0x30;
const TWO_32 = 2 ** 32;

/** Digits of a number that is exact for sure. */
const EXACT_DIGITS = 15;

/** Reads the id that is all of a text into two words, the lower one first; false for what is none: 1 to 19 digits, the first no zero. */
export function readId(text: Uint8Array, from: number, end: number, words: Uint32Array): boolean {
  const digits = end - from;
  if (digits < 1 || digits > 19 || text[from] === ZERO) return false;
  let id = 0;
  for (let at = from; at < end; at++) {
    const digit = (text[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return false;
    id = id * 10 + digit;
  }
  if (digits <= EXACT_DIGITS) {
    words[0] = id % TWO_32;
    words[1] = id / TWO_32;
  } else {
    const exact = BigInt(Buffer.from(text.subarray(from, end)).toString('latin1'));
    words[0] = Number(exact & 0xffffffffn);
    words[1] = Number(exact >> 32n);
  }
  return true;
}

/** A one, and the digits behind it. */
const digitsOfHash = new Uint8Array(1 + HASH_DIGITS).fill(1, 0, 1);

/** Reads the hash that is all of a text into four words; null for what is none: up to 32 hex digits. */
export function readHash(text: Uint8Array, from: number, end: number, words: Uint32Array): HashLength | null {
  const digits = end - from;
  if (digits < 1 || digits > HASH_DIGITS) return null;
  let count = 0;
  for (let at = from; at < end; at++) {
    const value = HEX_VALUES[text[at] ?? 0] ?? -1;
    if (value < 0) return null;
    // Of 32 digits each two are a byte.
    const isLeadingZero = value === 0 && digits === HASH_DIGITS && ((at - from) & 1) === 0;
    if (!isLeadingZero) digitsOfHash[++count] = value;
  }
  const isWhole = count === HASH_DIGITS;
  // With the one in front of what is shorter: so that `1` and `01` differ.
  const first = isWhole ? 1 : 0;
  for (let k = 0; k < 4; k++) words[k] = 0;
  let word = 0;
  for (let k = first; k <= count; k++) {
    const place = HASH_DIGITS - 1 - count + k;
    word = (word << 4) | (digitsOfHash[k] ?? 0);
    if ((place & 7) !== 7) continue;
    words[place >> 3] = word;
    word = 0;
  }
  return isWhole ? 'whole' : 'short';
}

/** Of each byte the value of the hex digit that it is; a table, since a branch for each digit would be guessed wrong half the time. */
const HEX_VALUES = Int8Array.from({ length: 256 }, (_, byte) =>
  /[\da-f]/i.test(String.fromCharCode(byte)) ? Number.parseInt(String.fromCharCode(byte), 16) : -1,
);

/** The same set crosses threads again with each shard; a thread's question to it is kept. */
const finders = new WeakMap<KeySet, HasKey>();

function finderOf(set: KeySet): HasKey {
  let finder = finders.get(set);
  if (finder === undefined) {
    finder = keyFinder(set);
    finders.set(set, finder);
  }
  return finder;
}

/** Whether an id, by its lower and its upper 32 bits, is in a set. */
export function hasIdWords(ids: KeySet, low: number, high: number): boolean {
  return finderOf(ids)(low, high, 0, 0);
}

/** Whether an id is in a set. */
export function hasId(ids: KeySet, id: string): boolean {
  if (!ID.test(id)) return false;
  const number = BigInt(id);
  return hasIdWords(ids, Number(number & 0xffffffffn), Number(number >> 32n));
}

const words = new Uint32Array(4);

/** Whether the hash that is bytes `[from, end)` of a text is in a set. */
export function hasHash(hashes: HashSet, text: Uint8Array, from = 0, end = text.length): boolean {
  const length = readHash(text, from, end, words);
  if (length === null) return false;
  return finderOf(hashes[length])(words[0] ?? 0, words[1] ?? 0, words[2] ?? 0, words[3] ?? 0);
}

/** What ids there are, for a job's manifest. */
export function idsIdentity(ids: KeySet): string {
  return `${ids.count} ids, sha256 ${keySetChecksum(ids)}`;
}

/** What hashes there are, for a job's manifest. */
export function hashesIdentity({ whole, short }: HashSet): string {
  return `${whole.count + short.count} hashes, sha256 ${keySetChecksum(whole)} ${keySetChecksum(short)}`;
}
