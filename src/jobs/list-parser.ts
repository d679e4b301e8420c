/** Reads a list of photos line by line as its bytes come. */
import { YfccError } from '../core/errors.js';

const TAB = 9;
const LF = 10;
const CR = 13;

/** Longer lines are of no such list. */
const MAX_LINE_BYTES = 4096;

/** Characters of a bad line that its error shows. */
const SHOWN_CHARACTERS = 80;

/** What a list is of. */
export interface ListForm {
  readonly name: 'ids' | 'hashes';
  /** Which cell is taken, of lines of one, two and three. */
  readonly cells: readonly [number, number, number];
  /** For errors: what a line should be. */
  readonly wanted: string;
}

export const ID_LIST: ListForm = {
  name: 'ids',
  cells: [0, 0, 1],
  wanted:
    'an id of 1 to 19 digits that is no 0 in front, or id and another cell, or line number, id and hash, with TABs between',
};

export const HASH_LIST: ListForm = {
  name: 'hashes',
  cells: [0, 1, 2],
  wanted: 'a hash of up to 32 hex digits, or id and hash, or line number, id and hash, with TABs between',
};

/** Takes the key in bytes `[from, end)`; false when they are none. */
export type TakeKey = (text: Uint8Array, from: number, end: number) => boolean;

export class ListParser {
  readonly #form: ListForm;
  readonly #file: string;
  readonly #take: TakeKey;
  /** The beginning of a line that was cut at the end of a chunk. */
  #begun: Uint8Array = new Uint8Array(0);
  #line = 0;

  /** `file` is for errors. */
  constructor(form: ListForm, file: string, take: TakeKey) {
    this.#form = form;
    this.#file = file;
    this.#take = take;
  }

  /** Reads more of the text. Throws `bad-input` for a line that is not of the form. */
  push(chunk: Uint8Array): void {
    let from = 0;
    let lf = chunk.indexOf(LF);
    if (this.#begun.length > 0) {
      const begun = Buffer.concat([this.#begun, chunk.subarray(0, lf < 0 ? chunk.length : lf)]);
      if (lf < 0) return this.#keep(begun);
      this.#readLine(begun, 0, begun.length);
      from = lf + 1;
      lf = chunk.indexOf(LF, from);
    }
    for (; lf >= 0; lf = chunk.indexOf(LF, from)) {
      this.#readLine(chunk, from, lf);
      from = lf + 1;
    }
    // A copy, which `slice` of a Buffer is not: the chunk is written again.
    this.#keep(new Uint8Array(chunk.subarray(from)));
  }

  /** Reads the last line, which may lack its end. */
  end(): void {
    if (this.#begun.length > 0) this.#readLine(this.#begun, 0, this.#begun.length);
  }

  #keep(begun: Uint8Array): void {
    if (begun.length > MAX_LINE_BYTES) this.#refuse(begun);
    this.#begun = begun;
  }

  #readLine(text: Uint8Array, from: number, lf: number): void {
    this.#begun = new Uint8Array(0);
    const end = lf > from && text[lf - 1] === CR ? lf - 1 : lf;
    // An empty line lists nothing.
    if (end > from && !this.#takeCell(text, from, end)) this.#refuse(text.subarray(from, end));
    this.#line++;
  }

  #takeCell(text: Uint8Array, from: number, end: number): boolean {
    const first = tabIn(text, from, end);
    const second = first === end ? end : tabIn(text, first + 1, end);
    if (second !== end && tabIn(text, second + 1, end) !== end) return false;
    const { cells } = this.#form;
    const cell = first === end ? cells[0] : second === end ? cells[1] : cells[2];
    if (cell === 0) return this.#take(text, from, first);
    return cell === 1 ? this.#take(text, first + 1, second) : this.#take(text, second + 1, end);
  }

  #refuse(line: Uint8Array): never {
    const text = Buffer.from(line.subarray(0, SHOWN_CHARACTERS)).toString();
    const shown = JSON.stringify(text) + (line.length > SHOWN_CHARACTERS ? ' and more' : '');
    throw new YfccError(
      'bad-input',
      `Expected line ${this.#line} (from 0) of ${this.#file} to be ${this.#form.wanted}, got ${shown}.`,
      { file: this.#file, source: this.#form.name, line: this.#line },
    );
  }
}

/** A few bytes away: a loop is faster than a call of the library. */
function tabIn(text: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && text[at] !== TAB) at++;
  return at;
}
