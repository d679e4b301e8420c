/** The messages between the main thread and a thread that decodes: plain values and shared buffers only. */

/** Bytes `[from, to)` of a shared buffer. */
export interface Bytes {
  readonly buffer: SharedArrayBuffer;
  readonly from: number;
  readonly to: number;
}

/** Bytes `[from, to)` of a file that is open. */
export interface FileRange {
  readonly fd: number;
  readonly from: number;
  readonly to: number;
}

/**
 * A stretch of a compressed file: decode every block that starts in it.
 *
 * Where a block starts is not known before the one in front of it is decoded. So a task begins at the first magic
 * number that it finds, which is nearly always right, and the main thread, which puts the replies in order, gives the
 * stretch out again, with the exact bit, where it was not.
 */
export interface DecodeTask {
  /** The stretch, and behind it as much of the file as its last block may need. */
  readonly compressed: readonly Bytes[] | FileRange;
  /** Bits of the stretch itself: what starts at or behind this is the next task's. */
  readonly limitBit: number;
  /** Bit in the stretch where a block, or the end of the stream, starts; unless `isExact`, where to begin to look for one. */
  readonly startBit: number;
  readonly isExact: boolean;
  /** Block size that the stream's header states, 1 to 9 times 100,000 bytes. */
  readonly level: number;
  /** True when nothing of the file lies behind the bytes given. */
  readonly isFileEnd: boolean;
  /** Buffers to decode into; more are made where they are too few. */
  readonly spare: readonly SharedArrayBuffer[];
  /** Whether to note where the newlines are. */
  readonly wantsNewlines: boolean;
}

/** What a task found, one thing directly behind the other; bits are counted from the stretch's beginning. */
export type Found = FoundBlock | FoundStreamEnd;

export interface FoundBlock {
  readonly kind: 'block';
  readonly startBit: number;
  readonly endBit: number;
  /** As stored, and verified. */
  readonly crc: number;
  readonly plainBytes: number;
  /** 0 unless they were asked for. */
  readonly newlines: number;
}

export interface FoundStreamEnd {
  readonly kind: 'end';
  readonly startBit: number;
  /** CRC of the whole stream, as stored. */
  readonly crc: number;
  /** What stands behind it: a stream with blocks of this level, nothing, bytes that are no stream, or half a header. */
  readonly next:
    | { readonly kind: 'stream'; readonly level: number; readonly startBit: number }
    | { readonly kind: 'nothing' }
    | { readonly kind: 'garbage' }
    | { readonly kind: 'cut-header' };
}

/** Decoded text: `length` bytes at `start` of a buffer, and where in them the newlines are, from `start` on. */
export interface DecodedPart {
  /** Index into `spare`, then on into `made`. */
  readonly buffer: number;
  readonly start: number;
  readonly length: number;
  readonly newlines: Uint32Array;
}

export interface DecodeReply {
  readonly found: readonly Found[];
  /** The text of all blocks found, in order. */
  readonly parts: readonly DecodedPart[];
  /** Buffers that were made since `spare` was too small. */
  readonly made: readonly SharedArrayBuffer[];
  /** Where the task stopped because it had decoded enough; null when it came to its end. */
  readonly resumeBit: number | null;
  /** Why nothing follows the last thing found; null when the stretch is done, or cut short by `resumeBit`. */
  readonly failure: { readonly reason: string; readonly bit: number } | null;
  /** Why the stretch could not be read, from which of its bytes on; nothing was found then. */
  readonly unreadable?: { readonly reason: string; readonly byte: number };
}

/** As a thread of the pool sends it. */
export interface TimedDecodeReply extends DecodeReply {
  /** That the thread took. */
  readonly milliseconds: number;
}
