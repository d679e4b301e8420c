/** A pause for one reason: no shard is handed out, and the workers hold before they write more. */
import { clearPaused, isPausedFor, PAUSE, setPaused, type PauseReason } from '../core/pause-flag.js';

/** The longest time between two beats of a timer that does nothing. */
const ALIVE_MS = 60_000;

export class Hold {
  readonly #pauseFlag: SharedArrayBuffer;
  readonly #stop: AbortSignal;
  readonly #reason: PauseReason;
  readonly #waiting = new Set<() => void>();

  /** `stop` ends a pause, and from then on none begins: what is under way is to be finished. */
  constructor(pauseFlag: SharedArrayBuffer, stop: AbortSignal, reason: PauseReason = PAUSE.byUser) {
    this.#pauseFlag = pauseFlag;
    this.#stop = stop;
    this.#reason = reason;
    stop.addEventListener('abort', () => this.end(), { once: true });
  }

  get isOn(): boolean {
    return isPausedFor(this.#pauseFlag, this.#reason);
  }

  begin(): void {
    if (!this.#stop.aborted) setPaused(this.#pauseFlag, this.#reason);
  }

  end(): void {
    clearPaused(this.#pauseFlag, this.#reason);
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
