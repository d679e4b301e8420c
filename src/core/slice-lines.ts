/** The lines of a slice as text: what a worker makes of the bytes that the main thread handed it. */
import { Buffer } from 'node:buffer';
import type { Slice } from './protocol.js';

const LF = 10;
const CR = 13;

export class SliceLines {
  /** Number in its file of the slice's first line. */
  readonly firstLine: number;
  readonly count: number;
  readonly #bytes: Buffer;
  /** Where line k starts; one more than there are lines. */
  readonly #starts: Uint32Array;
  readonly #overlong: ReadonlySet<number>;

  constructor(slice: Slice) {
    this.firstLine = slice.firstLine;
    this.count = slice.lines;
    this.#bytes = gather(slice);
    this.#overlong = new Set(slice.overlong);
    this.#starts = new Uint32Array(slice.lines + 1);
    for (let line = 0, at = 0; line < slice.lines; line++) {
      at = this.#bytes.indexOf(LF, at) + 1;
      this.#starts[line + 1] = at;
    }
  }

  /** Bytes of all lines with their ends. */
  get bytes(): number {
    return this.#bytes.length;
  }

  /** Line `index` of the slice, one character a byte, without its LF or CRLF. */
  text(index: number): string {
    const from = this.#starts[index] ?? 0;
    let to = (this.#starts[index + 1] ?? 0) - 1;
    if (to > from && this.#bytes[to - 1] === CR) to--;
    return this.#bytes.toString('latin1', from, to);
  }

  /** True for a line over the cap, of which only the beginning and the end stand here. */
  isOverlong(index: number): boolean {
    return this.#overlong.has(index);
  }
}

/** The bytes in one piece: copied once, unless they lie so already. */
function gather({ segments }: Slice): Buffer {
  const parts = segments.map(({ buffer, from, to }) => Buffer.from(buffer, from, to - from));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
}
