/** The compressed bytes of a stretch, which lie in several shared buffers, and the magics in them. */
import type { BlockDecoder } from './block-decoder.js';
import type { Bytes } from './decode-task.js';

const MAGIC_BYTES = 6;

/** Bytes scanned at once: about a block of level 9. */
const SCAN_BYTES = 1 << 18;

/** The bytes of a stretch and of what is behind it. */
export interface StretchBytes {
  readonly length: number;
  /** Bytes `[from, to)`, or as many of them as there are. They hold good until the next call. */
  slice(from: number, to: number): Uint8Array;
}

/** Reads the bytes where they lie; only what lies in two buffers is copied. */
export class StretchBuffers implements StretchBytes {
  readonly length: number;
  readonly #parts: readonly Bytes[];

  constructor(parts: readonly Bytes[]) {
    this.#parts = parts;
    this.length = parts.reduce((sum, { from, to }) => sum + to - from, 0);
  }

  slice(from: number, to: number): Uint8Array {
    const found: Uint8Array[] = [];
    let at = 0;
    for (const part of this.#parts) {
      const first = Math.max(from, at) - at;
      const behind = Math.min(to, at + part.to - part.from) - at;
      if (first < behind) found.push(new Uint8Array(part.buffer, part.from + first, behind - first));
      at += part.to - part.from;
    }
    return found.length === 1 ? (found[0] ?? NO_BYTES) : joined(found);
  }
}

const NO_BYTES = new Uint8Array(0);

/** Used again for the next one. */
let scratch = new Uint8Array(0);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (scratch.length < length) scratch = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    scratch.set(part, at);
    at += part.length;
  }
  return scratch.subarray(0, length);
}

/** The magics of a stretch, looked for only as far as they are asked for. */
export class StretchMagics {
  readonly #bytes: StretchBytes;
  readonly #decoder: BlockDecoder;
  /** Ascending. */
  readonly #found: number[] = [];
  /** Magics that begin before this byte are known. */
  #scanned: number;

  /** Those at bit `fromBit` or behind it. */
  constructor(bytes: StretchBytes, decoder: BlockDecoder, fromBit: number) {
    this.#bytes = bytes;
    this.#decoder = decoder;
    this.#scanned = Math.floor(fromBit / 8);
  }

  /** The first one at `bit` or behind it; null when there is none. */
  next(bit: number): number | null {
    for (;;) {
      const magic = this.#found[this.#indexOf(bit)];
      if (magic !== undefined) return magic;
      if (this.#scanned + MAGIC_BYTES > this.#bytes.length) return null;
      this.#scan();
    }
  }

  /** Of the first one found at `bit` or behind it. */
  #indexOf(bit: number): number {
    let low = 0;
    let high = this.#found.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#found[middle] ?? 0) < bit) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #scan(): void {
    const from = this.#scanned;
    this.#scanned = from + SCAN_BYTES;
    // The last magics begin in the window's last byte, and end behind it.
    const { bits } = this.#decoder.scan(this.#bytes.slice(from, this.#scanned + MAGIC_BYTES));
    for (const bit of bits) if (from * 8 + bit < this.#scanned * 8) this.#found.push(from * 8 + bit);
  }
}
