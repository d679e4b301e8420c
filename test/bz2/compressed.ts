/** Plain and compressed bytes for the tests of whole files: by any compressor, any level, and of any length. */
import { spawnSync } from 'node:child_process';
import { longText } from './real-bzip2.js';

/** One that is not installed is left out. */
export const COMPRESSORS = ['bzip2', 'lbzip2', 'pbzip2'].filter(
  (name) => spawnSync(name, ['--help'], { input: '' }).error === undefined,
);

export const LEVELS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** What a compressor makes of a text; several streams where it works so. */
export function compressed(compressor: string, level: number, plain: Uint8Array | string): Buffer {
  return spawnSync(compressor, ['-c', `-${level}`], { input: Buffer.from(plain), maxBuffer: 1 << 28 }).stdout;
}

/** Bytes that do not get smaller, the same each time. */
export function noise(bytes: number): Buffer {
  const words = new Uint32Array(Math.ceil(bytes / 4));
  let state = 12_345;
  for (let at = 0; at < words.length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state >>> 0;
  }
  return Buffer.from(words.buffer, 0, bytes);
}

export const EMPTY_STREAM = compressed('bzip2', 9, '');

/** Small streams, one for each rest that a length can have when it is divided by that of an empty stream. */
const FILLERS = fillers();

function fillers(): ReadonlyMap<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let bytes = 1; found.size < EMPTY_STREAM.length && bytes < 200; bytes++) {
    const stream = compressed('bzip2', 1, noise(bytes));
    found.set(stream.length % EMPTY_STREAM.length, stream);
  }
  return found;
}

/** Whole streams of `bytes` bytes in all, most of them empty. */
export function streamsOf(bytes: number): Buffer {
  const filler = FILLERS.get(bytes % EMPTY_STREAM.length) ?? EMPTY_STREAM;
  return Buffer.concat([filler, Buffer.alloc(bytes - filler.length, EMPTY_STREAM)]);
}

/** Texts of every kind in one. */
export const MIXED = Buffer.concat([
  longText(90_000),
  Buffer.alloc(120_000),
  noise(60_000),
  Buffer.alloc(50_000, 'ab'),
  Buffer.alloc(50_000, 'one, two, '),
  noise(40_000).map((byte) => 97 + (byte & 1)),
  Buffer.from('a last line without its LF'),
]);

/** Lines of letters that compress to a half, so that blocks have some length; the same each time. */
export function noisyLines(bytes: number): Buffer {
  return Buffer.from(noise(bytes).map((byte) => (byte > 251 ? 10 : 97 + (byte & 15))));
}
