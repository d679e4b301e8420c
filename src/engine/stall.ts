/** Ends what takes too long to bring anything. */

/** A server that sends nothing for so long is given up. */
const STALL_MS = 60_000;

/** Watches over one answer of a server; time that its reader takes does not count. */
export class Stall {
  readonly #own = new AbortController();
  readonly #outer: AbortSignal;
  readonly #limitMs: number;
  readonly #stop = (): void => this.#own.abort(this.#outer.reason);

  /** `outer` ends it at once; `limitMs` is for each single wait. */
  constructor(outer: AbortSignal, limitMs: number = STALL_MS) {
    this.#outer = outer;
    this.#limitMs = limitMs;
    if (outer.aborted) this.#stop();
    outer.addEventListener('abort', this.#stop, { once: true });
  }

  /** For what is watched: aborted when it took too long, or by `outer`. */
  get signal(): AbortSignal {
    return this.#own.signal;
  }

  /** Waits for `work`, which must heed `signal`; rejects with the signal's reason when it was aborted. */
  async during<T>(work: Promise<T>): Promise<T> {
    const timer = setTimeout(
      () => this.#own.abort(new Error(`nothing came for ${this.#limitMs / 1000} s`)),
      this.#limitMs,
    );
    try {
      return await work;
    } catch (error) {
      // What was aborted fails in the words of whoever did the work.
      this.#own.signal.throwIfAborted();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.#outer.removeEventListener('abort', this.#stop);
  }
}
