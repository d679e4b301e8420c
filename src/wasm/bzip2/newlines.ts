/** Finds the newlines of decoded text, 16 bytes at a time. */
import { MAX_NEWLINES, NEWLINES } from './memory';

const LF: u8 = 10;

/**
 * Of the bytes from `from` up to `end`: leaves in `NEWLINES` how far behind `from` each LF is, plus `offset`, and gives
 * how many there are; if that is `MAX_NEWLINES`, there may be more behind the last one.
 */
export function findNewlines(from: usize, end: usize, offset: u32): u32 {
  let to = NEWLINES;
  const full = NEWLINES + ((<usize>MAX_NEWLINES) << 2);
  const lineFeeds = i8x16.splat(LF);
  for (let at = from; at < end; at += 16) {
    let bits = <u32>i8x16.bitmask(i8x16.eq(v128.load(at), lineFeeds));
    if (end - at < 16) bits &= (1 << (<u32>(end - at))) - 1;
    while (bits) {
      if (to == full) return MAX_NEWLINES;
      store<u32>(to, <u32>(at - from) + ctz<u32>(bits) + offset);
      to += 4;
      bits &= bits - 1;
    }
  }
  return <u32>((to - NEWLINES) >> 2);
}
