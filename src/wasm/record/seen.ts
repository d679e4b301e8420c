/** Which ids have come already: a table with open addressing, at the end of the memory. */
import { SEEN } from './memory';

const PAGE_BYTES: usize = 0x10000;
const MULTIPLIER: u64 = 0x9e3779b97f4a7c15;

let mask: usize = 0;
let shift: u64 = 0;

/** Empties the table and makes it large enough for `rows` ids; false when there is no memory for it. */
export function openSeen(rows: u32): bool {
  let bits: u64 = 10;
  while ((<u64>1) << bits < (<u64>rows) << 1) bits++;
  const bytes: usize = 8 << (<usize>bits);
  const lacking = <i32>((SEEN + bytes + PAGE_BYTES - 1) / PAGE_BYTES) - memory.size();
  if (lacking > 0 && memory.grow(lacking) < 0) return false;
  memory.fill(SEEN, 0, bytes);
  mask = (1 << (<usize>bits)) - 1;
  shift = 64 - bits;
  return true;
}

/** Adds an id; false when it is there already. */
export function addSeen(id: u64): bool {
  // Zero is an empty place.
  const key = id + 1;
  for (let at = <usize>((key * MULTIPLIER) >> shift); ; at = (at + 1) & mask) {
    const held = load<u64>(SEEN + (at << 3));
    if (held == key) return false;
    if (held != 0) continue;
    store<u64>(SEEN + (at << 3), key);
    return true;
  }
}
