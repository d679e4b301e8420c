/** Pictures to try, made by sharp: of something, so that two of them can be told apart. */
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** Soft blobs and a gradient that depend on `seed`; the same for the same arguments. */
export function picture(width: number, height: number, seed = 1): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x / width, y / height];
      for (let channel = 0; channel < 3; channel++) {
        const wave = Math.sin(7 * u * seed + 3 * v + channel) + Math.cos(5 * v * seed - 4 * u);
        pixels[(y * width + x) * 3 + channel] = Math.round(127 + 60 * wave);
      }
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** The colour of the pixel at a place that is given in shares of width and height. */
export async function colorAt(bytes: Uint8Array, across: number, down: number): Promise<readonly number[]> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const at = Math.floor(across * (info.width - 1)) + Math.floor(down * (info.height - 1)) * info.width;
  return [...data.subarray(at * info.channels, (at + 1) * info.channels)];
}

/** A black PNG, one bit a pixel, whole and right: of 400 million pixels in 50 KB. */
export function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1; // bits a pixel, grey
  const rows = Buffer.alloc((1 + Math.ceil(width / 8)) * height);
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);
}

/** Length of the content (4 bytes), type, content, checksum of the two (4 bytes). */
function chunk(type: string, content: Buffer): Buffer {
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  const body = Buffer.concat([Buffer.from(type), content]);
  length.writeUInt32BE(content.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
