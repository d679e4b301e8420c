/** Decodes whole files block by block, as `bzip2 -dc` does: the plainest use of a block decoder. */
import type { BlockDecoder } from '../../src/bz2/block-decoder.js';
import { hasBz2Magic } from '../../src/bz2/magic.js';

const HEADER_BYTES = 4;
const END_MAGIC = 0x177245385090;
const MAGIC_BITS = 48;
const CRC_BITS = 32;

export interface Decoded {
  readonly plain: Buffer;
  /** The first bit of each block and of each end of a stream. */
  readonly magics: readonly number[];
}

/** What the file holds; a text of why not where `bzip2 -dc` refuses. */
export function decodeFile(decoder: BlockDecoder, bytes: Uint8Array): Decoded | string {
  const parts: Buffer[] = [];
  const magics: number[] = [];
  let at = 0;
  // What is behind a stream and does not begin another is garbage, which bzip2 ignores.
  while (hasBz2Magic(bytes.subarray(at))) {
    const level = (bytes[at + 3] ?? 0) - 0x30;
    let bit = (at + HEADER_BYTES) * 8;
    let streamCrc = 0;
    while (bitsAt(bytes, bit, MAGIC_BITS) !== END_MAGIC) {
      const block = decoder.decode(bytes, bit, level);
      if (!block.ok) return `${block.reason} at ${block.bit}`;
      parts.push(Buffer.from(block.output));
      magics.push(bit);
      streamCrc = (((streamCrc << 1) | (streamCrc >>> 31)) ^ block.crc) >>> 0;
      bit = block.endBit;
    }
    magics.push(bit);
    if (bitsAt(bytes, bit + MAGIC_BITS, CRC_BITS) !== streamCrc) return `bad stream CRC at ${bit}`;
    at = Math.ceil((bit + MAGIC_BITS + CRC_BITS) / 8);
  }
  return at === 0 ? 'no stream' : { plain: Buffer.concat(parts), magics };
}

/** Up to 48 bits as a number; NaN where the bytes end before. */
function bitsAt(bytes: Uint8Array, bit: number, count: number): number {
  let value = 0n;
  for (let i = 0; i < 7; i++) value = (value << 8n) | BigInt(bytes[Math.floor(bit / 8) + i] ?? 0);
  const isThere = bit + count <= bytes.length * 8;
  return isThere ? Number(BigInt.asUintN(count, value >> BigInt(56 - count - (bit % 8)))) : Number.NaN;
}
