/** A line of progress: redrawn on a terminal, a plain line every few seconds when piped. */
import type { Terminal } from './terminal.js';

/** Milliseconds between two lines. */
const REDRAW_MS = 200;
const PLAIN_MS = 10_000;

/** Back to the first column, and erase to the end of the line (ECMA-48). */
const ERASE_LINE = '\r\u001b[K';

export class LiveLine {
  readonly #terminal: Terminal;
  #timer: NodeJS.Timeout | null = null;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Shows what `line` gives, again and again until it is stopped. */
  start(line: () => string): void {
    const { isTTY = false, columns = 80 } = this.#terminal;
    const show = (): void => {
      if (isTTY) this.#terminal.write(`${ERASE_LINE}${line().slice(0, columns - 1)}`);
      else this.#terminal.write(`${line()}\n`);
    };
    this.#timer = setInterval(show, isTTY ? REDRAW_MS : PLAIN_MS);
    // Progress alone must not keep a failing process alive.
    this.#timer.unref();
  }

  /** Writes lines that stay, where the progress stood. */
  say(text: string): void {
    this.clear();
    this.#terminal.write(text);
  }

  /** Takes the line off a terminal. */
  clear(): void {
    if (this.#terminal.isTTY === true) this.#terminal.write(ERASE_LINE);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.clear();
  }
}
