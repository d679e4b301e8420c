/** How far `yfcc fetch` is. */

/** At one moment, over all files. */
export interface FetchProgress {
  /** The file under way; null in front of the first one. */
  readonly file: string | null;
  /** On disk by now, those of earlier runs included. */
  readonly bytes: number;
  /** Of all files; null where a server does not tell. */
  readonly totalBytes: number | null;
  /** Of this run. */
  readonly bytesPerSecond: number;
  /** Null while nothing is known. */
  readonly remainingSeconds: number | null;
  readonly elapsedSeconds: number;
}

export class FetchMeter {
  #totalBytes: number | null;
  readonly #clock: () => number;
  readonly #startedMs: number;
  #bytes: number;
  #fetched = 0;
  file: string | null = null;

  /** `bytes`: on disk already; `clock`: milliseconds. */
  constructor(bytes: number, totalBytes: number | null, clock: () => number = () => performance.now()) {
    this.#bytes = bytes;
    this.#totalBytes = totalBytes;
    this.#clock = clock;
    this.#startedMs = clock();
  }

  /** Bytes that this run has brought. */
  get fetched(): number {
    return this.#fetched;
  }

  add(bytes: number): void {
    this.#bytes += bytes;
    this.#fetched += bytes;
  }

  /** Takes off bytes that have to be fetched again; the file has `growth` more than before, null where that is unknown. */
  drop(bytes: number, growth: number | null): void {
    this.#bytes -= bytes;
    this.#totalBytes = this.#totalBytes === null || growth === null ? null : this.#totalBytes + growth;
  }

  progress(): FetchProgress {
    const elapsedSeconds = (this.#clock() - this.#startedMs) / 1000;
    const bytesPerSecond = elapsedSeconds > 0 ? this.#fetched / elapsedSeconds : 0;
    const left = this.#totalBytes === null ? null : Math.max(0, this.#totalBytes - this.#bytes);
    return {
      file: this.file,
      bytes: this.#bytes,
      totalBytes: this.#totalBytes,
      bytesPerSecond,
      remainingSeconds: left === null || bytesPerSecond === 0 ? null : left / bytesPerSecond,
      elapsedSeconds,
    };
  }
}
