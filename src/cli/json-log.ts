/** Events as JSON objects, one a line. */
import { YfccError } from '../core/errors.js';
import type { Terminal } from './terminal.js';

/** Milliseconds between two `progress` lines. */
const PROGRESS_MS = 2000;

export class JsonLog {
  readonly #err: Terminal;
  #timer: NodeJS.Timeout | null = null;

  constructor(err: Terminal) {
    this.#err = err;
  }

  emit(event: string, fields: object): void {
    this.#err.write(`${JSON.stringify({ time: new Date().toISOString(), event, ...fields })}\n`);
  }

  /** Tells how far it is, again and again until the end. */
  startProgress(progress: () => object): void {
    this.#timer = setInterval(() => this.emit('progress', progress()), PROGRESS_MS);
    this.#timer.unref();
  }

  end(summary: object): void {
    this.#stop();
    this.emit('end', summary);
  }

  fail(error: unknown): void {
    this.#stop();
    if (error instanceof YfccError) this.emit('error', { code: error.code, message: error.message, ...error.facts });
    else
      this.emit('error', {
        code: 'bug',
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
  }

  #stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
