/** The lines of a slice as text, read where they lie in shared memory: a worker copies nothing but the line it looks at. */
import { Buffer } from 'node:buffer';
import type { Slice } from './protocol.js';

const LF = 10;
const CR = 13;

export class SliceLines {
  /** Number in its file of the slice's first line. */
  readonly firstLine: number;
  readonly count: number;
  readonly #parts: readonly Buffer[];
  /** Where line k starts, and so where line k - 1 ends: a part, and an offset in it; one more than there are lines. */
  readonly #partOf: Uint32Array;
  readonly #offsetOf: Uint32Array;
  readonly #overlong: ReadonlySet<number>;

  /** The slice's memory must stay as it is for as long as lines are read. */
  constructor(slice: Slice) {
    this.firstLine = slice.firstLine;
    this.count = slice.lines;
    this.#parts = slice.segments.map(({ buffer, from, to }) => Buffer.from(buffer, from, to - from));
    this.#overlong = new Set(slice.overlong);
    this.#partOf = new Uint32Array(slice.lines + 1);
    this.#offsetOf = new Uint32Array(slice.lines + 1);
    let line = 0;
    for (const [index, part] of this.#parts.entries()) {
      for (let end = part.indexOf(LF) + 1; end > 0; end = part.indexOf(LF, end) + 1) {
        line++;
        this.#partOf[line] = index;
        this.#offsetOf[line] = end;
      }
    }
  }

  /** Line `index` of the slice, one character a byte, without its LF or CRLF. */
  text(index: number): string {
    const first = this.#partOf[index] ?? 0;
    const last = this.#partOf[index + 1] ?? 0;
    const from = this.#offsetOf[index] ?? 0;
    const to = (this.#offsetOf[index + 1] ?? 0) - 1;
    const end = this.#parts[last];
    if (end === undefined) return '';
    if (first === last) return end.toString('latin1', from, to > from && end[to - 1] === CR ? to - 1 : to);
    let text = '';
    for (let part = first; part < last; part++)
      text += this.#parts[part]?.toString('latin1', part === first ? from : 0) ?? '';
    text += end.toString('latin1', 0, to);
    return text.endsWith('\r') ? text.slice(0, -1) : text;
  }

  /** True for a line over the cap, of which only the beginning and the end stand here. */
  isOverlong(index: number): boolean {
    return this.#overlong.has(index);
  }
}
