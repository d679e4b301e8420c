/** A pause that a person asks for: no shard is handed out, and the workers hold before they write more. */
import { clearPaused, isPausedFor, PAUSE, setPaused } from '../core/pause-flag.js';

/** The longest time between two beats of a timer that does nothing. */
const ALIVE_MS = 60_000;

export class Hold {
  readonly #pauseFlag: SharedArrayBuffer;
  readonly #stop: AbortSignal;
  readonly #waiting = new Set<() => void>();

  /** `stop` ends a pause, and from then on none begins: what is under way is to be finished. */
  constructor(pauseFlag: SharedArrayBuffer, stop: AbortSignal) {
    this.#pauseFlag = pauseFlag;
    this.#stop = stop;
    stop.addEventListener('abort', () => this.end(), { once: true });
  }

  get isOn(): boolean {
    return isPausedFor(this.#pauseFlag, PAUSE.byUser);
  }

  begin(): void {
    if (!this.#stop.aborted) setPaused(this.#pauseFlag, PAUSE.byUser);
  }

  end(): void {
    clearPaused(this.#pauseFlag, PAUSE.byUser);
    for (const wake of this.#waiting) wake();
  }

  /** Fulfilled when there is no pause, or `signal` aborts. */
  async over(signal: AbortSignal): Promise<void> {
    while (this.isOn && !signal.aborted) {
      // Nothing else may keep the process alive.
      const alive = setInterval(() => {}, ALIVE_MS);
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        this.#waiting.add(wake);
        signal.addEventListener('abort', wake);
      });
      clearInterval(alive);
    }
  }
}
