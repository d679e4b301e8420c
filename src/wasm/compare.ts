/** Compares bytes, eight at a time; behind the last one up to seven more are read. */

/** Below, at or over 0 as the first `bytes` bytes at `left` sort in front of those at `right`, are the same, or sort behind. */
export function compareBytes(left: usize, right: usize, bytes: usize): i32 {
  for (; bytes >= 8; bytes -= 8) {
    const a = load<u64>(left);
    const b = load<u64>(right);
    if (a != b) return bswap<u64>(a) < bswap<u64>(b) ? -1 : 1;
    left += 8;
    right += 8;
  }
  if (bytes == 0) return 0;
  // What is behind the last byte is shifted out.
  const behind = <u64>((8 - bytes) << 3);
  const a = bswap<u64>(load<u64>(left)) >> behind;
  const b = bswap<u64>(load<u64>(right)) >> behind;
  return a == b ? 0 : a < b ? -1 : 1;
}

/** The same for two texts of any lengths: the shorter one first, where one begins with the other. */
export function compareTexts(left: usize, leftBytes: usize, right: usize, rightBytes: usize): i32 {
  const order = compareBytes(left, right, min(leftBytes, rightBytes));
  return order != 0 ? order : <i32>leftBytes - <i32>rightBytes;
}
