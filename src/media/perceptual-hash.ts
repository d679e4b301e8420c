/**
 * A hash of what a picture looks like: re-encoded or resized pictures differ in a few of its bits, other pictures in
 * about half of them.
 *
 * It is the difference hash ("dHash") that Neal Krawetz describes in "Kind of Like That" (hackerfactor.com, 2013): the
 * picture as 9 by 8 grey pixels, and of each row, from left to right, whether a pixel is brighter than the one before it.
 */

export const HASH_WIDTH = 9;
export const HASH_HEIGHT = 8;

/** 16 hex digits, the first bit that of the top left. `grey` has `HASH_HEIGHT` rows of `HASH_WIDTH` bytes. */
export function perceptualHash(grey: Uint8Array): string {
  if (grey.length !== HASH_WIDTH * HASH_HEIGHT)
    throw new RangeError(`Expected ${HASH_WIDTH * HASH_HEIGHT} grey pixels, got ${grey.length}.`);
  let bits = 0n;
  for (let row = 0; row < HASH_HEIGHT; row++) {
    for (let at = row * HASH_WIDTH + 1; at < (row + 1) * HASH_WIDTH; at++)
      bits = (bits << 1n) | ((grey[at] ?? 0) > (grey[at - 1] ?? 0) ? 1n : 0n);
  }
  return bits.toString(16).padStart(16, '0');
}
