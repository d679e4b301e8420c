/**
 * Changes bzip2 files at random and compares what the block decoder makes of them with what `bzip2` does.
 *
 * As a script: `node dist/test/bz2/mutate.js [files] [seed]` prints the count of each and where they differ.
 */
import { spawnSync } from 'node:child_process';
import { createBlockDecoder, type BlockDecoder } from '../../src/bz2/block-decoder.js';
import { BLOCK_KIND, END_KIND } from '../../src/bz2/magic-scan.js';
import { FIRST_CRC_BYTE, STREAM_END_BITS } from './hand-made-block.js';
import { bunzip2, bzip2, longText } from './real-bzip2.js';
import { decodeFile } from './sequential.js';

export interface Mutations {
  readonly files: number;
  readonly seed: number;
}

export interface Verdicts {
  readonly accepted: number;
  readonly refused: number;
  /** Numbers of the files that the two do not agree on, each with why. */
  readonly differ: readonly string[];
  /** Of the slowest file. */
  readonly slowestMs: number;
}

/** Runs both decoders over mutated files; the same seed gives the same files. */
export function disagreements({ files, seed }: Mutations): Verdicts {
  const decoder = createBlockDecoder();
  const below = randomBelow(seed);
  const originals = sources();
  const differ: string[] = [];
  let accepted = 0;
  let slowestMs = 0;
  for (let file = 0; file < files; file++) {
    const bytes = mendCrc(mutate(originals[below(originals.length)] ?? Buffer.alloc(0), below), below, decoder);
    const before = performance.now();
    const decoded = decodeFile(decoder, bytes);
    slowestMs = Math.max(slowestMs, performance.now() - before);
    const expected = bunzip2(bytes);
    if (expected !== null) accepted++;
    const why = typeof decoded === 'string' ? decoded : 'decoded';
    if ((expected === null) !== (typeof decoded === 'string')) differ.push(`${file}: ${why}`);
    else if (typeof decoded !== 'string' && expected?.equals(decoded.plain) === false)
      differ.push(`${file}: other bytes`);
  }
  return { accepted, refused: files - accepted, differ, slowestMs };
}

function sources(): readonly Buffer[] {
  const texts = [
    longText(700),
    longText(5000),
    Buffer.from('a'),
    Buffer.alloc(20_000, 'z'),
    Buffer.from(Array.from({ length: 2000 }, (_, at) => (at * at) >> 5)),
    Buffer.from(Array.from({ length: 600 }, (_, at) => (at >> 3) % 5)),
    longText(230_000),
  ];
  return texts.flatMap((text) => [bzip2(text, 1), bzip2(text, 9)]);
}

/** One to four changes of one kind or another, half of them where the header and the codes stand. */
function mutate(original: Buffer, below: (limit: number) => number): Buffer {
  let bytes = Buffer.from(original);
  for (let changes = 1 + below(4); changes > 0; changes--) {
    const at = below(below(2) === 0 ? bytes.length : Math.min(bytes.length, 80));
    const kind = below(8);
    if (kind < 4) bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
    else if (kind < 6) bytes[at] = below(256);
    else if (kind === 6) bytes = bytes.subarray(0, at + 1);
    else bytes = Buffer.concat([bytes.subarray(0, at), Buffer.of(below(256)), bytes.subarray(at)]);
  }
  return bytes;
}

/** In half of the files of one block, puts in the CRC that bzip2 computes, so that what stands behind it is tried as well. */
function mendCrc(bytes: Buffer, below: (limit: number) => number, decoder: BlockDecoder): Buffer {
  const { bits, kinds } = decoder.scan(bytes);
  const endBit = bits[1];
  if (below(2) === 0 || endBit === undefined || kinds[0] !== BLOCK_KIND || kinds[1] !== END_KIND) return bytes;
  const { stderr } = spawnSync('bzip2', ['-tvvvv'], { input: bytes, encoding: 'utf8' });
  const [, right] = /\{0x[0-9a-f]+, 0x([0-9a-f]+)\}/.exec(stderr) ?? [];
  if (right === undefined || Math.ceil((endBit + STREAM_END_BITS) / 8) > bytes.length) return bytes;
  bytes.writeUInt32BE(Number.parseInt(right, 16), FIRST_CRC_BYTE);
  // The CRC of a stream of one block is the block's.
  for (let bit = 0; bit < 32; bit++) {
    const at = endBit + STREAM_END_BITS - 32 + bit;
    const isSet = ((bytes[FIRST_CRC_BYTE + (bit >> 3)] ?? 0) >> (7 - (bit & 7))) & 1;
    const mask = 128 >> (at & 7);
    bytes[at >> 3] = isSet === 1 ? (bytes[at >> 3] ?? 0) | mask : (bytes[at >> 3] ?? 0) & ~mask;
  }
  return bytes;
}

/** Xorshift: numbers from 0 up to a limit, the same for the same seed. */
function randomBelow(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

if (process.argv[1] === import.meta.filename) {
  const [files = 20_000, seed = 1] = process.argv.slice(2).map(Number);
  const { accepted, refused, differ, slowestMs } = disagreements({ files, seed });
  console.log(`${accepted} accepted, ${refused} refused, ${differ.length} differ, slowest ${slowestMs.toFixed(1)} ms`);
  for (const line of differ) console.log(line);
}
