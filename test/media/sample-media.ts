/** The smallest files that pass for media: right at both ends, and nothing in between. */

const JPEG_HEAD = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
const JPEG_END = Buffer.from('ffd9', 'hex');

/** A JPEG of about `bytes` bytes, with its end marker. */
export function jpeg(bytes = 1000): Buffer {
  return Buffer.concat([JPEG_HEAD, Buffer.alloc(bytes, 0x55), JPEG_END]);
}

/** A PNG's signature and its last chunk. */
export function png(): Buffer {
  return Buffer.from('89504e470d0a1a0a0000000049454e44ae426082', 'hex');
}

/** An ISO file of two boxes. */
export function video(brand = 'mp42'): Buffer {
  return Buffer.concat([box('ftyp', Buffer.from(`${brand}\0\0\0\0`)), box('mdat', Buffer.alloc(900, 0x55))]);
}

/** Length of it all (4 bytes), type, content. */
export function box(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(8 + content.length);
  return Buffer.concat([length, Buffer.from(type), content]);
}

/** The page that stands for "too many requests", 117 bytes. */
export const THROTTLE_PAGE =
  '<html><body><h1>429 Too Many Requests</h1>\nYou have sent too many requests in a given amount of time.\n</body></html>\n';
