/** Tells whether bytes are well-formed UTF-8 (Unicode, table 3-7). */

export function isUtf8(from: usize, end: usize): bool {
  while (from < end) {
    const first = <u32>load<u8>(from);
    if (first < 0x80) {
      from++;
      continue;
    }
    let behind: u32 = 0;
    // Of the second byte: the first of the four kinds that are not 80..BF keeps out what has a shorter form, a surrogate, or is too great.
    let least: u32 = 0x80;
    let most: u32 = 0xbf;
    if (first >= 0xc2 && first <= 0xdf) {
      behind = 1;
    } else if (first >= 0xe0 && first <= 0xef) {
      behind = 2;
      if (first == 0xe0) least = 0xa0;
      if (first == 0xed) most = 0x9f;
    } else if (first >= 0xf0 && first <= 0xf4) {
      behind = 3;
      if (first == 0xf0) least = 0x90;
      if (first == 0xf4) most = 0x8f;
    } else {
      return false;
    }
    if (from + behind >= end) return false;
    const second = <u32>load<u8>(from, 1);
    if (second < least || second > most) return false;
    for (let i: usize = 2; i <= <usize>behind; i++) {
      if ((<u32>load<u8>(from + i) & 0xc0) != 0x80) return false;
    }
    from += behind + 1;
  }
  return true;
}
