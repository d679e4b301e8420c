/**
 * Follows the rows through the text: the second half of the inverse Burrows-Wheeler transform.
 *
 * One walk from row to row is a chain of loads that all miss the near caches. So the text is walked in up to 512
 * segments, sixteen at a time. A segment begins at a row picked at will; the row's word is kept aside and a mark with the
 * segment's number put in its stead. A chain walks until it meets a mark: there its segment ends, and the one it met is
 * the next in the text. Then it takes the next segment that nobody has walked. In the end the segments are copied in
 * the order of the text.
 *
 * A hostile or periodic block has several cycles of rows. Then the segments of the first row's cycle come round again,
 * as bzip2 goes round again, until the block is full.
 */
import { origPtr } from './header';
import { BLOCK, CHAINS, MAX_SEGMENTS, ROWS, SEGMENTS, SEGMENT_STRIDE, STREAMS, STREAM_STRIDE } from './memory';
import { blockBytes, ROW_STEP } from './rows';

/** Set in a word that marks the beginning of a segment; the lowest 16 bits are the segment's number. */
const MARK: u32 = 0x80000000;

/** Fields of a segment: the word of its first row, where its bytes are, how many, and the segment behind it. */
const FIRST_WORD: usize = 0;
const BYTES: usize = 4;
const LENGTH: usize = 8;
const NEXT: usize = 12;

/** Fields of a chain: its segment, and how many bytes of its stream are older than that. */
const CHAIN_STRIDE: usize = 8;
const SEGMENT: usize = 0;
const OLDER: usize = 4;

let segmentCount: u32 = 0;
let nextSegment: u32 = 0;
let activeChains: u32 = 0;

/** The word of a row behind the last one that leads to itself: idle chains turn there. */
let idleWord: u32 = 0;

/** Undoes the transform: gives the bytes in `BLOCK`. */
export function followRows(): void {
  markSegments();
  walkSegments();
  joinSegments();
}

function markSegments(): void {
  const segments = min(MAX_SEGMENTS, blockBytes);
  const distance = blockBytes / segments;
  segmentCount = 0;
  markSegment(origPtr);
  for (let i: u32 = 0; i < segments - 1; i++) {
    const row = i * distance + (distance >> 1);
    if (row != origPtr) markSegment(row);
  }
  idleWord = blockBytes * ROW_STEP;
  store<u32>(ROWS + ((<usize>blockBytes) << 2), idleWord);
}

function markSegment(row: u32): void {
  const at = ROWS + ((<usize>row) << 2);
  store<u32>(SEGMENTS + <usize>segmentCount * SEGMENT_STRIDE, load<u32>(at), FIRST_WORD);
  store<u32>(at, MARK | segmentCount);
  segmentCount++;
}

/** Sixteen chains side by side: as many as keep the memory busy; fewer are slower, more are not faster. */
function walkSegments(): void {
  nextSegment = 0;
  activeChains = 0;
  let a = startSegment(0, 0);
  let b = startSegment(1, 0);
  let c = startSegment(2, 0);
  let d = startSegment(3, 0);
  let e = startSegment(4, 0);
  let f = startSegment(5, 0);
  let g = startSegment(6, 0);
  let h = startSegment(7, 0);
  let i = startSegment(8, 0);
  let j = startSegment(9, 0);
  let k = startSegment(10, 0);
  let l = startSegment(11, 0);
  let m = startSegment(12, 0);
  let n = startSegment(13, 0);
  let o = startSegment(14, 0);
  let p = startSegment(15, 0);
  // Each step uses up a row for good, so that `step` stays within the block's bytes, and so within each stream.
  let step: usize = 0;
  while (activeChains > 0) {
    do {
      store<u8>(step, a, STREAMS + 0 * STREAM_STRIDE);
      a = load<u32>(a >>> 8, ROWS);
      store<u8>(step, b, STREAMS + 1 * STREAM_STRIDE);
      b = load<u32>(b >>> 8, ROWS);
      store<u8>(step, c, STREAMS + 2 * STREAM_STRIDE);
      c = load<u32>(c >>> 8, ROWS);
      store<u8>(step, d, STREAMS + 3 * STREAM_STRIDE);
      d = load<u32>(d >>> 8, ROWS);
      store<u8>(step, e, STREAMS + 4 * STREAM_STRIDE);
      e = load<u32>(e >>> 8, ROWS);
      store<u8>(step, f, STREAMS + 5 * STREAM_STRIDE);
      f = load<u32>(f >>> 8, ROWS);
      store<u8>(step, g, STREAMS + 6 * STREAM_STRIDE);
      g = load<u32>(g >>> 8, ROWS);
      store<u8>(step, h, STREAMS + 7 * STREAM_STRIDE);
      h = load<u32>(h >>> 8, ROWS);
      store<u8>(step, i, STREAMS + 8 * STREAM_STRIDE);
      i = load<u32>(i >>> 8, ROWS);
      store<u8>(step, j, STREAMS + 9 * STREAM_STRIDE);
      j = load<u32>(j >>> 8, ROWS);
      store<u8>(step, k, STREAMS + 10 * STREAM_STRIDE);
      k = load<u32>(k >>> 8, ROWS);
      store<u8>(step, l, STREAMS + 11 * STREAM_STRIDE);
      l = load<u32>(l >>> 8, ROWS);
      store<u8>(step, m, STREAMS + 12 * STREAM_STRIDE);
      m = load<u32>(m >>> 8, ROWS);
      store<u8>(step, n, STREAMS + 13 * STREAM_STRIDE);
      n = load<u32>(n >>> 8, ROWS);
      store<u8>(step, o, STREAMS + 14 * STREAM_STRIDE);
      o = load<u32>(o >>> 8, ROWS);
      store<u8>(step, p, STREAMS + 15 * STREAM_STRIDE);
      p = load<u32>(p >>> 8, ROWS);
      step++;
    } while (!((a | b | c | d | e | f | g | h | i | j | k | l | m | n | o | p) & MARK));
    if (a & MARK) a = endSegment(0, a, step);
    if (b & MARK) b = endSegment(1, b, step);
    if (c & MARK) c = endSegment(2, c, step);
    if (d & MARK) d = endSegment(3, d, step);
    if (e & MARK) e = endSegment(4, e, step);
    if (f & MARK) f = endSegment(5, f, step);
    if (g & MARK) g = endSegment(6, g, step);
    if (h & MARK) h = endSegment(7, h, step);
    if (i & MARK) i = endSegment(8, i, step);
    if (j & MARK) j = endSegment(9, j, step);
    if (k & MARK) k = endSegment(10, k, step);
    if (l & MARK) l = endSegment(11, l, step);
    if (m & MARK) m = endSegment(12, m, step);
    if (n & MARK) n = endSegment(13, n, step);
    if (o & MARK) o = endSegment(14, o, step);
    if (p & MARK) p = endSegment(15, p, step);
  }
}

/** Gives a chain the next segment, if there is one, and the word to go on with. */
function startSegment(chain: usize, step: usize): u32 {
  if (nextSegment == segmentCount) return idleWord;
  activeChains++;
  const segment = nextSegment++;
  store<u32>(CHAINS + chain * CHAIN_STRIDE, segment, SEGMENT);
  store<u32>(CHAINS + chain * CHAIN_STRIDE, step, OLDER);
  return load<u32>(SEGMENTS + <usize>segment * SEGMENT_STRIDE, FIRST_WORD);
}

/** Notes what a chain has walked when it meets `mark`, and starts it again. */
function endSegment(chain: usize, mark: u32, step: usize): u32 {
  const older = <usize>load<u32>(CHAINS + chain * CHAIN_STRIDE, OLDER);
  const segment = SEGMENTS + <usize>load<u32>(CHAINS + chain * CHAIN_STRIDE, SEGMENT) * SEGMENT_STRIDE;
  store<u32>(segment, STREAMS + chain * STREAM_STRIDE + older, BYTES);
  store<u32>(segment, step - older, LENGTH);
  store<u32>(segment, mark & 0xffff, NEXT);
  activeChains--;
  return startSegment(chain, step);
}

/** Segment 0 is the beginning of the text. No segment is empty, so this ends. */
function joinSegments(): void {
  const end = BLOCK + <usize>blockBytes;
  let segment = SEGMENTS;
  let to = BLOCK;
  while (to < end) {
    const length = min(<usize>load<u32>(segment, LENGTH), end - to);
    memory.copy(to, load<u32>(segment, BYTES), length);
    to += length;
    segment = SEGMENTS + <usize>load<u32>(segment, NEXT) * SEGMENT_STRIDE;
  }
}
