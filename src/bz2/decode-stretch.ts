/** The work of a thread that decodes: a stretch of a compressed file to text in shared memory. */
import { COPY_ALIGNMENT, type BlockDecoder, type BlockResult } from './block-decoder.js';
import type { DecodedPart, DecodeReply, DecodeTask, Found, FoundStreamEnd } from './decode-task.js';
import { SLAB_BYTES } from './slabs.js';
import { StretchBuffers, StretchMagics, type StretchBytes } from './stretch-bytes.js';
import { ReadFailure, StretchFile } from './stretch-file.js';

/**
 * A reply holds at most this much text and one block more (which may be 46 MB): zeros compress so well that a stretch of
 * a mebibyte could stand for a terabyte.
 */
const MAX_REPLY_BYTES = 16 << 20;

/** The 48 bits of a stream's end, 0x177245385090, in two halves; with its CRC it has 80. */
const STREAM_END_HIGH = 0x177245;
const STREAM_END_LOW = 0x385090;
const MAGIC_BYTES = 6;
const STREAM_END_BITS = 80;

/** Of a stream's end that begins in the first of them, and a header behind it. */
const END_BYTES = 15;

/** `BZh`, then the level's digit. */
const HEADER = [0x42, 0x5a, 0x68, 0] as const;
const LEVEL_AT = 3;
const LEVEL_0 = 0x30;

/**
 * A block is given the bytes up to a magic this far behind its beginning, or further: to copy a little more than a small
 * block has costs nothing, and magics made of nothing else must not have a block tried twice.
 */
const LEAST_BLOCK_BITS = 32_768 * 8;

/**
 * Magic numbers by chance that a task puts up with before it asks again where to begin: bytes made of nothing else must
 * not keep a thread busy for minutes.
 */
const MAX_FALSE_STARTS = 16;

/** Decodes every block that starts in the stretch. Never throws for what the bytes are, or that they can't be read. */
export function decodeStretch(task: DecodeTask, decoder: BlockDecoder): DecodeReply {
  const { compressed } = task;
  try {
    return decodeBytes(
      'fd' in compressed ? new StretchFile(compressed) : new StretchBuffers(compressed),
      task,
      decoder,
    );
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    const unreadable = { reason: error.message, byte: error.byte };
    return { found: [], parts: [], made: [], resumeBit: null, failure: null, unreadable };
  }
}

function decodeBytes(bytes: StretchBytes, task: DecodeTask, decoder: BlockDecoder): DecodeReply {
  const magics = new StretchMagics(bytes, decoder, task.startBit);
  const text = new TextBuffers(decoder, task);
  const found: Found[] = [];
  const reply = (resumeBit: number | null, failure: DecodeReply['failure']): DecodeReply => ({
    found,
    parts: text.parts,
    made: text.made,
    resumeBit,
    failure,
  });
  let start = task.isExact ? task.startBit : magics.next(task.startBit);
  for (let tries = 0; start !== null && start < task.limitBit; tries++) {
    if (tries === MAX_FALSE_STARTS) return reply(start, null);
    let { level } = task;
    for (let bit = start; bit < task.limitBit;) {
      if (text.bytes >= MAX_REPLY_BYTES) return reply(bit, null);
      const head = bytes.slice(Math.floor(bit / 8), Math.floor(bit / 8) + END_BYTES);
      // Where too few bits for a magic are left, the file is cut in one.
      if (isStreamEnd(head, bit % 8) || head.length * 8 - (bit % 8) < MAGIC_BYTES * 8) {
        const end = readStreamEnd(head, bit, task.isFileEnd);
        if (end === null && !task.isExact && found.length === 0) break;
        if (end === null) return reply(null, { reason: 'truncated', bit });
        found.push(end);
        if (end.next.kind !== 'stream') return reply(null, null);
        ({ level, startBit: bit } = end.next);
        continue;
      }
      const block = decodeBlock(decoder, bytes, magics, bit, level);
      if (!block.ok) {
        // Without a block in front of it, it may be a magic number by chance, inside a block that began before the stretch.
        if (!task.isExact && found.length === 0) break;
        return reply(null, {
          reason: block.reason,
          bit: block.reason === 'bad-magic' || block.reason === 'bad-crc' ? bit : block.bit,
        });
      }
      const newlines = text.add(block.output);
      const { crc, endBit, output } = block;
      found.push({ kind: 'block', startBit: bit, endBit, crc, plainBytes: output.length, newlines });
      bit = endBit;
    }
    if (found.length > 0 || task.isExact) break;
    start = magics.next(start + 1);
  }
  return reply(null, null);
}

/** The decoder copies what it is given, so it gets the bytes up to a magic behind the block, and all only if that is too little. */
function decodeBlock(
  decoder: BlockDecoder,
  bytes: StretchBytes,
  magics: StretchMagics,
  bit: number,
  level: number,
): BlockResult {
  const behindBit = bytes.length * 8;
  const likelyEnd = magics.next(bit + LEAST_BLOCK_BITS) ?? behindBit;
  const block = decodeUpTo(likelyEnd);
  return block.ok || block.reason !== 'truncated' || likelyEnd === behindBit ? block : decodeUpTo(behindBit);

  function decodeUpTo(endBit: number): BlockResult {
    const firstByte = Math.floor(bit / 8);
    const firstBit = firstByte * 8;
    const result = decoder.decode(
      bytes.slice(firstByte, Math.ceil(endBit / 8)),
      bit - firstBit,
      level,
      endBit - firstBit,
    );
    return result.ok ? { ...result, endBit: firstBit + result.endBit } : { ...result, bit: firstBit + result.bit };
  }
}

/** `count` bits from `bit` on, at most 32; bits behind the end are zeros. */
function bitsAt(bytes: Uint8Array, bit: number, count: number): number {
  let value = 0;
  for (let k = 0; k < count; k++) {
    const at = bit + k;
    value = value * 2 + (((bytes[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1);
  }
  return value;
}

function isStreamEnd(bytes: Uint8Array, bit: number): boolean {
  return bitsAt(bytes, bit, 24) === STREAM_END_HIGH && bitsAt(bytes, bit + 24, 24) === STREAM_END_LOW;
}

/**
 * The end of a stream: 48 bits of magic number, 32 of CRC, then up to a whole byte; behind it perhaps another stream
 * (`BZh`, a digit). `head` begins at the byte of `startBit`. Null when the bytes end in it.
 */
function readStreamEnd(head: Uint8Array, startBit: number, isFileEnd: boolean): FoundStreamEnd | null {
  const inByte = startBit % 8;
  const endByte = Math.ceil((inByte + STREAM_END_BITS) / 8);
  if (endByte > head.length) return null;
  const crc = bitsAt(head, inByte + MAGIC_BYTES * 8, 32);
  const header = head.subarray(endByte, endByte + HEADER.length);
  return {
    kind: 'end',
    startBit,
    crc,
    next: nextOf(header, startBit - inByte + (endByte + HEADER.length) * 8, isFileEnd),
  };
}

function nextOf(header: Uint8Array, startBit: number, isFileEnd: boolean): FoundStreamEnd['next'] {
  if (header.length === 0 && isFileEnd) return { kind: 'nothing' };
  const isBegun = header.every((byte, k) =>
    k === LEVEL_AT ? byte > LEVEL_0 && byte <= LEVEL_0 + 9 : byte === HEADER[k],
  );
  if (!isBegun) return { kind: 'garbage' };
  const digit = header[LEVEL_AT];
  return digit === undefined ? { kind: 'cut-header' } : { kind: 'stream', level: digit - LEVEL_0, startBit };
}

/** Fills shared buffers one after the other. */
class TextBuffers {
  readonly parts: DecodedPart[] = [];
  readonly made: SharedArrayBuffer[] = [];
  readonly #decoder: BlockDecoder;
  readonly #spare: readonly SharedArrayBuffer[];
  readonly #wantsNewlines: boolean;
  #index = -1;
  #used = SLAB_BYTES;
  #bytes = 0;

  constructor(decoder: BlockDecoder, { spare, wantsNewlines }: DecodeTask) {
    this.#decoder = decoder;
    this.#spare = spare;
    this.#wantsNewlines = wantsNewlines;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Copies the decoder's output; gives the number of newlines in it, if they are wanted. */
  add(text: Uint8Array): number {
    let newlines = 0;
    for (let from = 0; from < text.length;) {
      if (this.#used === SLAB_BYTES) this.#next();
      const part = text.subarray(from, from + SLAB_BYTES - this.#used);
      new Uint8Array(this.#bufferAt(this.#index), this.#used, part.length).set(part);
      const offsets = this.#wantsNewlines ? this.#decoder.newlines(from, from + part.length) : new Uint32Array(0);
      this.parts.push({ buffer: this.#index, start: this.#used, length: part.length, newlines: offsets });
      newlines += offsets.length;
      // The next one begins where it can be copied fast; so does the rest of this one, since a slab is whole words.
      this.#used = Math.ceil((this.#used + part.length) / COPY_ALIGNMENT) * COPY_ALIGNMENT;
      from += part.length;
    }
    this.#bytes += text.length;
    return newlines;
  }

  #next(): void {
    this.#index++;
    this.#used = 0;
    if (this.#index >= this.#spare.length) this.made.push(new SharedArrayBuffer(SLAB_BYTES));
  }

  #bufferAt(index: number): SharedArrayBuffer {
    const buffer = this.#spare[index] ?? this.made[index - this.#spare.length];
    if (buffer === undefined) throw new RangeError(`no buffer ${index}`);
    return buffer;
  }
}
