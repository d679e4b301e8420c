/**
 * Expands the runs of a block: four equal bytes are followed by a byte that says how many more of them there are.
 *
 * The first copy is 16 bytes at once: four loads, each one byte on, tell whether four equal bytes begin anywhere in them.
 */
import { NO_MEMORY, OK, RUN_CUT } from './failure';
import { RUN_LENGTH } from './format';
import { BLOCK, OUTPUT, OUTPUT_MARGIN } from './memory';
import { blockBytes } from './rows';

const PAGE_BYTES: usize = 0x10000;
/** The memory grows by 4 MiB at a time; six times is what the worst block needs, and what `asconfig.json` allows. */
const GROW_PAGES: usize = 64;

/** Behind the last decoded byte in `OUTPUT`. */
export let outputEnd: usize = 0;

/** Expands `BLOCK` into `OUTPUT`. */
export function expandRuns(): i32 {
  const end = BLOCK + <usize>blockBytes;
  let from = BLOCK;
  let to = OUTPUT;
  let memoryEnd = <usize>memory.size() * PAGE_BYTES;
  while (from < end) {
    if (from + 16 <= end) {
      const bytes = v128.load(from);
      const second = v128.load(from, 1);
      const third = v128.load(from, 2);
      const equal = v128.and(
        v128.and(i8x16.eq(bytes, second), i8x16.eq(third, v128.load(from, 3))),
        i8x16.eq(second, third),
      );
      v128.store(to, bytes);
      const runs = i8x16.bitmask(equal);
      if (runs == 0) {
        from += 16;
        to += 16;
        continue;
      }
      const single = <usize>ctz<i32>(runs);
      from += single;
      to += single;
    }
    const byte = load<u8>(from);
    if (!beginsRun(from, end)) {
      store<u8>(to, byte);
      from++;
      to++;
      continue;
    }
    if (from + RUN_LENGTH >= end) return RUN_CUT;
    const length = RUN_LENGTH + <usize>load<u8>(from, RUN_LENGTH);
    from += RUN_LENGTH + 1;
    // The rest of the block as it is always fits, so that only runs have to ask.
    if (to + length + (end - from) + OUTPUT_MARGIN > memoryEnd) {
      if (memory.grow(<i32>GROW_PAGES) < 0) return NO_MEMORY;
      memoryEnd += GROW_PAGES * PAGE_BYTES;
    }
    memory.fill(to, byte, length);
    to += length;
  }
  outputEnd = to;
  return OK;
}

/** True when four equal bytes stand at `from`, all within the block. */
function beginsRun(from: usize, end: usize): bool {
  if (from + RUN_LENGTH > end) return false;
  const four = load<u32>(from);
  return four == rotl<u32>(four, 8);
}
