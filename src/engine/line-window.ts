/**
 * The lines of one source that have been read and not yet handed out, addressed by number, never copied.
 *
 * Lines are counted from the window's head (its first line not yet taken). A line lies in one or more pieces; asking
 * for a line or cutting a slice costs a binary search over the pieces, whatever the number of lines between.
 */
import { YfccError } from '../core/errors.js';
import type { Segment, Slice } from '../core/protocol.js';
import type { Piece } from '../bz2/piece.js';
import type { Slab, SlabPool } from '../bz2/slabs.js';

/** Of an overlong line this much is kept at least: room for the ids at its start. */
export const OVERLONG_HEAD_BYTES = 256;

export interface LineWindowOptions {
  /** Name of the source and its file, for errors. */
  readonly source: string;
  readonly file: string;
  /** Longer lines are cut short in the window and flagged. */
  readonly maxLineBytes: number;
  /** The window refuses to hold more than this. */
  readonly maxWindowBytes: number;
  /** Number of the line that the first piece begins in. @default 0 */
  readonly firstLine?: number;
}

/** A slice for a task, and the slabs that it keeps alive until `release`. */
export interface HeldSlice {
  readonly slice: Slice;
  readonly slabs: readonly Slab[];
}

interface Entry {
  readonly piece: Piece;
  /** Number in the file of the line that the piece's first newline ends. */
  readonly firstLine: number;
}

export class LineWindow {
  readonly #pieces: AsyncIterator<Piece>;
  readonly #slabs: SlabPool;
  readonly #options: LineWindowOptions;
  readonly #entries: Entry[] = [];
  readonly #overlong: number[] = [];
  /** Number in the file of the head line, and where in the first piece it starts. */
  #headLine = 0;
  #headOffset = 0;
  /** Number in the file of the line after the last whole one. */
  #endLine = 0;
  #bytes = 0;
  /** Bytes of the unfinished line at the end. */
  #tailBytes = 0;
  #isEnded = false;

  constructor(source: AsyncIterable<Piece>, slabs: SlabPool, options: LineWindowOptions) {
    this.#pieces = source[Symbol.asyncIterator]();
    this.#slabs = slabs;
    this.#options = options;
    this.#headLine = options.firstLine ?? 0;
    this.#endLine = this.#headLine;
  }

  /** Number in the file of the first line not yet taken. */
  get headLine(): number {
    return this.#headLine;
  }

  /** Whole lines in the window. */
  get available(): number {
    return this.#endLine - this.#headLine;
  }

  /** True when the file has no line beyond those in the window. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Reads until `count` lines are there or the file ends; gives how many of the `count` there are. */
  async fill(count: number): Promise<number> {
    while (this.available < count && !this.#isEnded) {
      const next = await this.#pieces.next();
      if (next.done === true) this.#isEnded = true;
      else this.#push(next.value);
    }
    return Math.min(count, this.available);
  }

  /** Takes `count` lines from the head, which must be available. */
  take(count: number): HeldSlice {
    const firstLine = this.#headLine;
    const held = this.#segments(count);
    for (const slab of held.slabs) slab.users++;
    this.#advance(count);
    const overlong: number[] = [];
    while ((this.#overlong[0] ?? Infinity) < this.#headLine) overlong.push((this.#overlong.shift() ?? 0) - firstLine);
    return { slice: { firstLine, lines: count, segments: held.segments, overlong }, slabs: held.slabs };
  }

  /** Reads and drops `count` lines, or what there is; gives how many. */
  async skip(count: number): Promise<number> {
    let skipped = 0;
    while (skipped < count && (await this.fill(1)) > 0) {
      const step = Math.min(count - skipped, this.available);
      this.#advance(step);
      skipped += step;
    }
    while ((this.#overlong[0] ?? Infinity) < this.#headLine) this.#overlong.shift();
    return skipped;
  }

  /** The line `index` lines behind the head, as latin1 text without its LF; at most `maxBytes` of it. */
  text(index: number, maxBytes = Infinity): string {
    let text = '';
    for (const { buffer, from, to } of this.#span(this.#headLine + index, this.#headLine + index + 1)) {
      const end = Math.min(to, from + maxBytes - text.length);
      text += Buffer.from(buffer, from, end - from).toString('latin1');
      if (text.length >= maxBytes) break;
    }
    return text.endsWith('\n') ? text.slice(0, -1) : text;
  }

  /** Gives all slabs back and closes the source. */
  async close(): Promise<void> {
    for (const { piece } of this.#entries.splice(0)) this.#slabs.release(piece.slab);
    await this.#pieces.return?.();
  }

  #push(piece: Piece): void {
    const { source, file, maxLineBytes, maxWindowBytes } = this.#options;
    const first = piece.newlines[0];
    const last = piece.newlines.at(-1);
    this.#entries.push({ piece, firstLine: this.#endLine });
    this.#bytes += piece.length;
    const lineBytes = this.#tailBytes + (first ?? piece.length);
    if (lineBytes > maxLineBytes) this.#dropMiddle();
    if (first !== undefined && last !== undefined) {
      if (lineBytes > maxLineBytes) this.#overlong.push(this.#endLine);
      // In a piece that is shorter none is longer: usually no line is looked at.
      if (piece.length > maxLineBytes) this.#noteOverlong(piece);
      this.#endLine += piece.newlines.length;
      this.#tailBytes = piece.length - last - 1;
    } else {
      this.#tailBytes += piece.length;
    }
    if (this.#bytes > maxWindowBytes) {
      throw new YfccError(
        'bad-input',
        `Expected the ${source} lines of one shard to fit ${maxWindowBytes} bytes, got more, near line ${this.#endLine} of ${file}. Use a smaller --shard-rows or --max-line-bytes.`,
        { source, file, line: this.#endLine },
      );
    }
  }

  /** Notes the lines over the cap that lie whole in a piece. */
  #noteOverlong({ newlines }: Piece): void {
    for (let k = 1, from = newlines[0] ?? 0; k < newlines.length; k++) {
      const to = newlines[k] ?? 0;
      if (to - from - 1 > this.#options.maxLineBytes) this.#overlong.push(this.#endLine + k);
      from = to;
    }
  }

  /** Of an unfinished line that is over the cap, drops the pieces between the one it starts in and the newest. */
  #dropMiddle(): void {
    let start = this.#entries.length - 1;
    while (start > 0 && this.#entries[start - 1]?.firstLine === this.#endLine) start--;
    // The line starts behind the last newline of the piece before; with too little there, one more piece is kept.
    const before = this.#entries[start - 1]?.piece;
    const head = before === undefined ? 0 : before.length - (before.newlines.at(-1) ?? -1) - 1;
    let keep = start;
    for (let kept = head; kept < OVERLONG_HEAD_BYTES && keep < this.#entries.length - 1; keep++) {
      kept += this.#entries[keep]?.piece.length ?? 0;
    }
    for (const { piece } of this.#entries.splice(keep, this.#entries.length - 1 - keep)) {
      this.#bytes -= piece.length;
      this.#slabs.release(piece.slab);
    }
  }

  /** Index of the piece that holds the newline of `line`. */
  #pieceOf(line: number): number {
    let low = 0;
    let high = this.#entries.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.#entries[middle];
      if (entry !== undefined && entry.firstLine + entry.piece.newlines.length > line) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Where the line after `line` starts: a piece and an offset in it. */
  #endOf(line: number): { readonly index: number; readonly offset: number } {
    if (line < this.#headLine) return { index: 0, offset: this.#headOffset };
    const index = this.#pieceOf(line);
    const entry = this.#entries[index];
    if (entry === undefined) throw new RangeError(`line ${line} is not in the window`);
    return { index, offset: (entry.piece.newlines[line - entry.firstLine] ?? 0) + 1 };
  }

  *#span(fromLine: number, toLine: number): Generator<Segment & { readonly slab: Slab }> {
    const start = this.#endOf(fromLine - 1);
    const end = this.#endOf(toLine - 1);
    for (let index = start.index; index <= end.index; index++) {
      const entry = this.#entries[index];
      if (entry === undefined) continue;
      const from = index === start.index ? start.offset : 0;
      const to = index === end.index ? end.offset : entry.piece.length;
      const { slab, start: at } = entry.piece;
      if (to > from) yield { buffer: slab.buffer, from: at + from, to: at + to, slab };
    }
  }

  #segments(count: number): { readonly segments: Segment[]; readonly slabs: Slab[] } {
    const segments: Segment[] = [];
    const slabs: Slab[] = [];
    if (count === 0) return { segments, slabs };
    for (const { buffer, from, to, slab } of this.#span(this.#headLine, this.#headLine + count)) {
      segments.push({ buffer, from, to });
      slabs.push(slab);
    }
    return { segments, slabs };
  }

  #advance(count: number): void {
    if (count === 0) return;
    const { index, offset } = this.#endOf(this.#headLine + count - 1);
    this.#headLine += count;
    const isSpent = offset === this.#entries[index]?.piece.length;
    for (const { piece } of this.#entries.splice(0, isSpent ? index + 1 : index)) {
      this.#bytes -= piece.length;
      this.#slabs.release(piece.slab);
    }
    this.#headOffset = isSpent ? 0 : offset;
  }
}
