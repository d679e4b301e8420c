/**
 * Which row of the dataset file an id stands in: the numbers of all ids, and a hash table over them, in memory that all
 * threads share.
 *
 * A row costs 8 bytes for its id's number and 5.3 to 10.7 bytes of slots: 1.3 GB for 100 million rows. Threads write the
 * numbers, one thread makes the table, then it is only read.
 */

/** Rows of one buffer of numbers; a multiple of the rows that a task writes. */
export const CHUNK_ROWS = 1 << 20;

/** Stands for a row that has no id. */
export const NO_KEY = -1;

/** Up to this many digits, without a zero in front, an id is its own number. */
const PLAIN_DIGITS = 15;

/** Slots of the table are at most this full. */
const MAX_LOAD = 0.75;

export interface RowTable {
  /** A number a row, `CHUNK_ROWS` a buffer. */
  readonly keys: readonly SharedArrayBuffer[];
  readonly rows: number;
  /** Of a row its number plus one, 0 where a slot is free; as many as a power of two. */
  readonly slots: SharedArrayBuffer;
}

/**
 * The number that stands for an id. Different ids of up to 15 digits have different numbers; longer ones and those with a
 * zero in front are hashed to 52 bits. Two ids with one number would cost the later one its place, never a wrong join:
 * that is by the id itself.
 */
export function keyOf(id: string): number {
  if (id.length <= PLAIN_DIGITS && !id.startsWith('0')) return Number(id);
  let high = 0x811c9dc5;
  let low = 0x9e3779b1;
  for (let k = 0; k < id.length; k++) {
    high = Math.imul(high ^ id.charCodeAt(k), 0x01000193);
    low = Math.imul(low + id.charCodeAt(k), 0x85ebca6b) ^ (low >>> 13);
  }
  return 2 ** 52 + (high >>> 0) * 2 ** 20 + (low & 0xfffff);
}

/** A table of `rows` rows with free slots only; `fillSlots` makes it one that can be asked. */
export function makeTable(keys: readonly SharedArrayBuffer[], rows: number): RowTable {
  let slots = 1;
  while (slots * MAX_LOAD < rows + 1) slots *= 2;
  return { keys, rows, slots: new SharedArrayBuffer(slots * Uint32Array.BYTES_PER_ELEMENT) };
}

/** Enters every row; of rows with one id the first. */
export function fillSlots(table: RowTable): void {
  const { chunks, slots, mask } = viewsOf(table);
  for (let row = 0; row < table.rows; row++) {
    const key = keyAt(chunks, row);
    if (key === NO_KEY) continue;
    let slot = hash(key) & mask;
    for (let there = slots[slot] ?? 0; there !== 0; there = slots[slot] ?? 0) {
      if (keyAt(chunks, there - 1) === key) break;
      slot = (slot + 1) & mask;
    }
    if (slots[slot] === 0) slots[slot] = row + 1;
  }
}

/** Gives the row of an id, -1 where no row has it. */
export function rowFinder(table: RowTable): (id: string) => number {
  const { chunks, slots, mask } = viewsOf(table);
  return (id) => {
    const key = keyOf(id);
    for (let slot = hash(key) & mask; ; slot = (slot + 1) & mask) {
      const there = slots[slot] ?? 0;
      if (there === 0) return -1;
      if (keyAt(chunks, there - 1) === key) return there - 1;
    }
  };
}

interface Views {
  readonly chunks: readonly Float64Array[];
  readonly slots: Uint32Array;
  readonly mask: number;
}

function viewsOf(table: RowTable): Views {
  const slots = new Uint32Array(table.slots);
  return { chunks: table.keys.map((buffer) => new Float64Array(buffer)), slots, mask: slots.length - 1 };
}

function keyAt(chunks: readonly Float64Array[], row: number): number {
  return chunks[Math.floor(row / CHUNK_ROWS)]?.[row % CHUNK_ROWS] ?? NO_KEY;
}

/** All bits of a number below 2^53, mixed into 32. */
function hash(key: number): number {
  let bits = ((key % 2 ** 32) | 0) ^ Math.imul(Math.floor(key / 2 ** 32), 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
