/** Compares bytes, eight at a time; behind the last one up to seven more are read. */

export function isSame(left: usize, right: usize, bytes: usize): bool {
  for (; bytes >= 8; bytes -= 8, left += 8, right += 8) if (load<u64>(left) != load<u64>(right)) return false;
  return bytes == 0 || (load<u64>(left) ^ load<u64>(right)) << ((8 - <u64>bytes) << 3) == 0;
}

/** Whether the bytes at `left` sort in front of those at `right`. */
export function isBelow(left: usize, leftBytes: usize, right: usize, rightBytes: usize): bool {
  let bytes = min(leftBytes, rightBytes);
  for (; bytes > 0; bytes--, left++, right++) {
    const a = load<u8>(left);
    const b = load<u8>(right);
    if (a != b) return a < b;
  }
  return leftBytes < rightBytes;
}
