/**
 * A filter as the WebAssembly encoder reads it.
 *
 * Layout, little-endian: 14 words, for each list its address, or 0 where there is none, in the order kinds, licenses,
 * sample, users, accuracy, boxes, taken, uploaded, cameras, tags, autotags, places, ids, hashes; of the first two the bits
 * themselves, of the last two only whether there are any.
 * Behind them the lists, each at a multiple of 8: a word with the number of entries, a word of nothing, the entries. An
 * entry is a text (u32 bytes, those, up to a multiple of 4), or numbers (f64); of `sample` a u64; of `taken` the bytes of
 * its two bounds (2 x u32, 0 for none), then 24 bytes for each; of `autotags` an f64 and a text, up to a multiple of 8.
 */
import { Buffer } from 'node:buffer';
import { asciiLowerCase, type Filter } from '../core/filter.js';
import { LICENSES } from '../core/license.js';

const WORDS = 14;
const IDS = 48;
const HASHES = 52;
const DATE_ROOM = 24;
/** Of a list: the number of its entries, and nothing. */
const HEAD_BYTES = 8;

/** The bytes of a filter that is to stand at `address`, a multiple of 8. */
export function filterBytes(filter: Filter, address: number): Uint8Array {
  const { kinds, licenses, sample, users, minAccuracy, boxes, taken, uploaded, cameras, tags, autotags, places } =
    filter;
  const kindBits = kinds.reduce((bits, kind) => bits | (kind === 'video' ? 2 : 1), 0);
  const licenseBits = licenses.reduce((bits, license) => bits | (1 << LICENSES.indexOf(license)), 0);
  const lists: readonly (readonly Buffer[])[] = [
    sample === null ? [] : [sampleEntry(sample)],
    users.map(jsonText),
    minAccuracy === null ? [] : [numbers(minAccuracy)],
    boxes.map(({ west, south, east, north }) => numbers(west, south, east, north)),
    taken.map(({ from, to }) => datesEntry(from ?? '', to ?? '')),
    uploaded.map(({ from, to }) => numbers(from ?? -Infinity, to ?? Infinity)),
    cameras.map((part) => textEntry(JSON.stringify(asciiLowerCase(part)).slice(1, -1))),
    tags.map(jsonText),
    autotags.map(({ concept, min }) => padded(Buffer.concat([numbers(min), jsonText(concept)]), 8)),
    places.map(jsonText),
  ];
  const words = Buffer.alloc(WORDS * 4);
  words.writeUInt32LE(kindBits, 0);
  words.writeUInt32LE(licenseBits, 4);
  words.writeUInt32LE(filter.ids === null ? 0 : 1, IDS);
  words.writeUInt32LE(filter.hashes === null ? 0 : 1, HASHES);
  const parts: Buffer[] = [words];
  let at = words.length;
  for (const [k, entries] of lists.entries()) {
    if (entries.length === 0) continue;
    words.writeUInt32LE(address + at, (k + 2) * 4);
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt32LE(entries.length, 0);
    const list = padded(Buffer.concat([head, ...entries]), 8);
    parts.push(list);
    at += list.length;
  }
  return Buffer.concat(parts);
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 8);
  for (const [k, value] of values.entries()) bytes.writeDoubleLE(value, k * 8);
  return bytes;
}

/** The share as a number of hashes of 53 bits: `share * 2 ** 53` is exact, and hashes are whole, so that it is rounded up. */
function sampleEntry(share: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(Math.ceil(share * 2 ** 53)), 0);
  return bytes;
}

function jsonText(text: string): Buffer {
  return textEntry(JSON.stringify(text));
}

function textEntry(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length, 0);
  return padded(Buffer.concat([length, bytes]), 4);
}

function datesEntry(from: string, to: string): Buffer {
  const bytes = Buffer.alloc(8 + 2 * DATE_ROOM);
  bytes.writeUInt32LE(from.length, 0);
  bytes.writeUInt32LE(to.length, 4);
  bytes.write(from, 8, 'latin1');
  bytes.write(to, 8 + DATE_ROOM, 'latin1');
  return bytes;
}

function padded(bytes: Buffer, multiple: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & (multiple - 1))]);
}
