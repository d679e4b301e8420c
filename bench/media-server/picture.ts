/** Draws pictures of coloured noise over a gradient, the same ones for the same seed, and has `sharp` encode them. */

import sharp, { type Sharp } from 'sharp';

/** Width and height in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** A JPEG of about 20 to 150 KB, like the dataset's: 500 pixels on the long side, upright or lying; how grainy it is decides its size. */
export function drawJpeg(seed: number): Promise<Buffer> {
  const random = randomNumbers(seed);
  const short = 300 + Math.floor(random() * 100);
  const size = random() < 0.3 ? { width: short, height: 500 } : { width: 500, height: short };
  const grain = 20 + Math.floor(random() * 120);
  return draw(random, size, grain).jpeg({ quality: 85 }).toBuffer();
}

/** A JPEG of about 4 KB: what counts where very many are sent is how many. */
export function drawSmallJpeg(seed: number): Promise<Buffer> {
  return draw(randomNumbers(seed), { width: 120, height: 90 }, 60).jpeg({ quality: 80 }).toBuffer();
}

/** A JPEG of the size given and about 20 KB: a frame of a video. */
export function drawFrame(seed: number, size: PictureSize): Promise<Buffer> {
  return draw(randomNumbers(seed), size, 40).jpeg({ quality: 80 }).toBuffer();
}

/** A PNG of about 50 KB. */
export function drawPng(seed: number): Promise<Buffer> {
  return draw(randomNumbers(seed), { width: 160, height: 120 }, 60).png().toBuffer();
}

/** A GIF of about 20 KB: one picture, no film. */
export function drawGif(seed: number): Promise<Buffer> {
  return draw(randomNumbers(seed), { width: 160, height: 120 }, 60).gif().toBuffer();
}

/** The picture that stands where a photo was removed: a plain grey PNG, the same for every seed. */
export function drawUnavailable(): Promise<Buffer> {
  return sharp({ create: { width: 500, height: 374, channels: 3, background: '#dddddd' } })
    .png()
    .toBuffer();
}

/** A gradient between two random colours, left to right for one channel and top to bottom for the next, under noise of `grain` grey levels. */
function draw(random: () => number, { width, height }: PictureSize, grain: number): Sharp {
  const red = random() * 128;
  const green = random() * 128;
  const blue = random() * 128;
  const pixels = Buffer.alloc(width * height * 3);
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      // One random number serves all three channels: grain that is mostly grey, as a camera's is.
      const noise = random() * grain;
      pixels[at] = red + (x / width) * 127 * (1 - grain / 255) + noise;
      pixels[at + 1] = green + (y / height) * 127 * (1 - grain / 255) + noise;
      pixels[at + 2] = blue + noise;
      at += 3;
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** mulberry32: numbers from 0 to 1, the same row of them for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
