/** The bytes of a stretch of a file, read by the thread that decodes them, as far as they are asked for. */
import { readSync } from 'node:fs';
import type { FileRange } from './decode-task.js';
import type { StretchBytes } from './stretch-bytes.js';

/** Bytes read at a time, at least: a block of level 9 has about a quarter of them. */
const READ_BYTES = 1 << 20;

/** What could not be read, and from which byte of the stretch on. */
export class ReadFailure extends Error {
  readonly byte: number;

  constructor(byte: number, reason: string) {
    super(reason);
    this.byte = byte;
  }
}

/** A thread's own, used again for each stretch. */
let buffer = new Uint8Array(0);

export class StretchFile implements StretchBytes {
  readonly length: number;
  readonly #fd: number;
  readonly #from: number;
  #read = 0;

  constructor({ fd, from, to }: FileRange) {
    this.#fd = fd;
    this.#from = from;
    this.length = to - from;
    if (buffer.length < this.length) buffer = new Uint8Array(this.length);
  }

  /** They hold good until the next stretch. Throws a `ReadFailure`. */
  slice(from: number, to: number): Uint8Array {
    const end = Math.min(to, this.length);
    if (end > this.#read) this.#readUpTo(Math.min(this.length, Math.max(end, this.#read + READ_BYTES)));
    return buffer.subarray(Math.min(from, end), end);
  }

  #readUpTo(end: number): void {
    while (this.#read < end) {
      let bytes: number;
      try {
        bytes = readSync(this.#fd, buffer, this.#read, end - this.#read, this.#from + this.#read);
      } catch (error) {
        throw new ReadFailure(this.#read, error instanceof Error ? error.message : String(error));
      }
      if (bytes === 0) throw new ReadFailure(this.#read, 'it has become shorter while it was read');
      this.#read += bytes;
    }
  }
}
