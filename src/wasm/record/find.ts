/** Finds a byte, 16 at a time. */

/** Where the first `byte` in `[from, end)` is; `end` when there is none. */
export function find(byte: u8, from: usize, end: usize): usize {
  const wanted = i8x16.splat(byte);
  for (; from < end; from += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(from), wanted));
    if (found) return min(end, from + <usize>ctz<i32>(found));
  }
  return end;
}
