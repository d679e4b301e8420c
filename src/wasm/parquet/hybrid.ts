/** Numbers as Parquet's RLE/bit-packed hybrid: runs of one number, and groups of eight with `width` bits each. */
import { putVarint } from './snappy';

/** Writes the `count` words at `from`; gives where that ends. */
export function putHybrid(from: usize, count: usize, width: u32, to: usize): usize {
  const end = from + (count << 2);
  let at = from;
  while (at < end) {
    const value = load<u32>(at);
    let runEnd = at + 4;
    while (runEnd < end && load<u32>(runEnd) == value) runEnd += 4;
    if (runEnd - at >= 32) {
      to = putVarint((<u32>((runEnd - at) >> 2)) << 1, to);
      store<u32>(to, value);
      to += (width + 7) >> 3;
      at = runEnd;
      continue;
    }
    const first = at;
    do at += 32;
    while (at < end && !isRun(at, end));
    const groups = <u32>((at - first) >> 5);
    to = putGroups(first, end, groups, width, putVarint((groups << 1) | 1, to));
  }
  return to;
}

/** Whether eight equal words follow. */
function isRun(at: usize, end: usize): bool {
  if (at + 32 > end) return false;
  const value = load<u32>(at);
  for (let k: usize = 4; k < 32; k += 4) if (load<u32>(at + k) != value) return false;
  return true;
}

function putGroups(at: usize, end: usize, groups: u32, width: u32, to: usize): usize {
  let bits: u64 = 0;
  let held: u32 = 0;
  for (let i: u32 = 0; i < groups << 3; i++, at += 4) {
    // The last group is filled up with zeros.
    if (at < end) bits |= (<u64>load<u32>(at)) << held;
    held += width;
    for (; held >= 8; held -= 8, bits >>= 8) store<u8>(to++, <u8>bits);
  }
  return to;
}
