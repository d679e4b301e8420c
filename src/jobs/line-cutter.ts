/** Cuts lines A..B out of a text that comes in parts. */
import type { LineRange } from './line-range.js';

export class LineCutter {
  readonly #range: LineRange;
  /** Number of the line that the next part's first byte belongs to. */
  #line = 0;

  constructor(range: LineRange) {
    this.#range = range;
  }

  /** Lines that may be left out before the first one of the range. */
  get ahead(): number {
    return Math.max(0, this.#range.from - this.#line);
  }

  /** Counts lines that are left out; no more than are ahead. */
  pass(lines: number): void {
    this.#line += lines;
  }

  /** True when no line of the range can come any more. */
  get isDone(): boolean {
    return this.#line >= this.#range.to;
  }

  /** What of a part is in the range; `newlines` are the offsets of its newlines. */
  cut(part: Uint8Array, newlines: Uint32Array): Uint8Array {
    const first = this.#line;
    this.#line += newlines.length;
    /** Where line `line` begins in the part; its end when it begins behind it. */
    const startOf = (line: number): number => (line <= first ? 0 : (newlines[line - first - 1] ?? part.length - 1) + 1);
    return part.subarray(startOf(this.#range.from), startOf(this.#range.to));
  }
}
