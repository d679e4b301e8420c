/** MD5 (RFC 1321) of a download URL, and the hash that the dataset has of it. */
import { DIGEST, DIGEST_INPUT } from './memory';

const BLOCK_BYTES: usize = 64;
/** Behind the text: a one bit, and eight bytes of length. */
const LEAST_PADDING: usize = 9;

/** Writes the digest's 16 bytes to `DIGEST`. */
function digest(from: usize, end: usize): void {
  let a: u32 = 0x67452301;
  let b: u32 = 0xefcdab89;
  let c: u32 = 0x98badcfe;
  let d: u32 = 0x10325476;
  const bytes = end - from;
  const blocks = (bytes + LEAST_PADDING + BLOCK_BYTES - 1) / BLOCK_BYTES;
  for (let block: usize = 0; block < blocks; block++) {
    const at = from + block * BLOCK_BYTES;
    const left = at < end ? end - at : 0;
    let input = at;
    if (left < BLOCK_BYTES) {
      input = DIGEST_INPUT;
      memory.fill(input, 0, BLOCK_BYTES);
      if (left) memory.copy(input, at, left);
      // The one bit stands right behind the text, also when that ends a block.
      if (at <= end) store<u8>(input + left, 0x80);
      if (block == blocks - 1) store<u64>(input, (<u64>bytes) << 3, 56);
    }
    const a0 = a;
    const b0 = b;
    const c0 = c;
    const d0 = d;
    for (let i: usize = 0; i < 16; i += 4) {
      a = b + rotl<u32>(a + (d ^ (b & (c ^ d))) + load<u32>(input + (i << 2)) + load<u32>(K + (i << 2)), 7);
      d = a + rotl<u32>(d + (c ^ (a & (b ^ c))) + load<u32>(input + (i << 2), 4) + load<u32>(K + (i << 2), 4), 12);
      c = d + rotl<u32>(c + (b ^ (d & (a ^ b))) + load<u32>(input + (i << 2), 8) + load<u32>(K + (i << 2), 8), 17);
      b = c + rotl<u32>(b + (a ^ (c & (d ^ a))) + load<u32>(input + (i << 2), 12) + load<u32>(K + (i << 2), 12), 22);
    }
    for (let i: usize = 16; i < 32; i += 4) {
      a = b + rotl<u32>(a + (c ^ (d & (b ^ c))) + word(input, 5 * i + 1) + load<u32>(K + (i << 2)), 5);
      d = a + rotl<u32>(d + (b ^ (c & (a ^ b))) + word(input, 5 * i + 6) + load<u32>(K + (i << 2), 4), 9);
      c = d + rotl<u32>(c + (a ^ (b & (d ^ a))) + word(input, 5 * i + 11) + load<u32>(K + (i << 2), 8), 14);
      b = c + rotl<u32>(b + (d ^ (a & (c ^ d))) + word(input, 5 * i + 16) + load<u32>(K + (i << 2), 12), 20);
    }
    for (let i: usize = 32; i < 48; i += 4) {
      a = b + rotl<u32>(a + (b ^ c ^ d) + word(input, 3 * i + 5) + load<u32>(K + (i << 2)), 4);
      d = a + rotl<u32>(d + (a ^ b ^ c) + word(input, 3 * i + 8) + load<u32>(K + (i << 2), 4), 11);
      c = d + rotl<u32>(c + (d ^ a ^ b) + word(input, 3 * i + 11) + load<u32>(K + (i << 2), 8), 16);
      b = c + rotl<u32>(b + (c ^ d ^ a) + word(input, 3 * i + 14) + load<u32>(K + (i << 2), 12), 23);
    }
    for (let i: usize = 48; i < 64; i += 4) {
      a = b + rotl<u32>(a + (c ^ (b | ~d)) + word(input, 7 * i) + load<u32>(K + (i << 2)), 6);
      d = a + rotl<u32>(d + (b ^ (a | ~c)) + word(input, 7 * i + 7) + load<u32>(K + (i << 2), 4), 10);
      c = d + rotl<u32>(c + (a ^ (d | ~b)) + word(input, 7 * i + 14) + load<u32>(K + (i << 2), 8), 15);
      b = c + rotl<u32>(b + (d ^ (c | ~a)) + word(input, 7 * i + 21) + load<u32>(K + (i << 2), 12), 21);
    }
    a += a0;
    b += b0;
    c += c0;
    d += d0;
  }
  store<u32>(DIGEST, a);
  store<u32>(DIGEST, b, 4);
  store<u32>(DIGEST, c, 8);
  store<u32>(DIGEST, d, 12);
}

/** Word `index` modulo 16 of a block. */
function word(input: usize, index: usize): u32 {
  return load<u32>(input + ((index & 15) << 2));
}

/** The 64 constants: the whole part of 2^32 times the sine of 1, 2, ... */
const K: usize = memory.data<u32>([
  0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8,
  0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340,
  0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87,
  0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c,
  0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039,
  0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92,
  0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb,
  0xeb86d391,
]);

/** Writes the hash of `[from, end)` at `to`, each byte as `%x` has it, without a leading zero; gives where it ends. */
export function putHash(from: usize, end: usize, to: usize): usize {
  digest(from, end);
  for (let i: usize = 0; i < 16; i++) {
    const byte = <u32>load<u8>(DIGEST + i);
    if (byte > 15) store<u8>(to++, hexDigit(byte >> 4));
    store<u8>(to++, hexDigit(byte & 15));
  }
  return to;
}

function hexDigit(value: u32): u8 {
  return <u8>(value < 10 ? 0x30 + value : 0x57 + value);
}
