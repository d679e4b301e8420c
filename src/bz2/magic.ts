/** The marks of a bzip2 file. Layout: `BZh`, one digit `1`..`9` (block size in 100,000 bytes), then blocks bit by bit. */

const STREAM_HEADER_BYTES = 4;

/** True when the bytes begin as a bzip2 stream does. */
export function hasBz2Magic(bytes: Uint8Array): boolean {
  const [b, z, h, level] = bytes;
  return (
    bytes.length >= STREAM_HEADER_BYTES &&
    b === 0x42 &&
    z === 0x5a &&
    h === 0x68 &&
    level !== undefined &&
    level >= 0x31 &&
    level <= 0x39
  );
}

/** The 48 bits that stand where a block would begin when the stream is at its end; the digits of the root of pi. */
const END_OF_STREAM = 0x177245385090n;
const END_OF_STREAM_BITS = 48n;
const STREAM_CRC_BITS = 32n;

/** True when the stream that begins with these bytes has no block at all. */
export function isEmptyStream(bytes: Uint8Array): boolean {
  return bytes.length >= 10 && bigEndian(bytes.subarray(STREAM_HEADER_BYTES, 10)) === END_OF_STREAM;
}

/** True when a stream ends in the last bytes of a file, with `behind` bytes after it; blocks end at any bit. */
export function endsBefore(tail: Uint8Array, behind: number): boolean {
  const bits = bigEndian(tail.subarray(0, tail.length - behind));
  const mask = (1n << END_OF_STREAM_BITS) - 1n;
  for (let padding = 0n; padding < 8n; padding++) {
    if (((bits >> (padding + STREAM_CRC_BITS)) & mask) === END_OF_STREAM) return true;
  }
  return false;
}

function bigEndian(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
