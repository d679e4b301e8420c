/** A run from its beginning in a bounded number of samples: when there are too many, every second one goes, and they come half as often. */
import type { Outcome } from '../core/outcome.js';
import type { Stage } from '../core/stage-clock.js';

/** One moment; all but memory are sums since the run began. */
export interface Sample {
  /** Since the run began. */
  readonly seconds: number;
  readonly rows: number;
  readonly records: number;
  readonly rejects: number;
  /** Bytes of text, unpacked. */
  readonly textBytes: number;
  /** Of all sources, as they lie there. */
  readonly readBytes: number;
  readonly mediaBytes: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  readonly stages: Readonly<Record<Stage, number>>;
  readonly mainBusySeconds: number;
  /** Of all worker threads. */
  readonly workersBusySeconds: number;
  readonly rssBytes: number;
}

const MOST = 600;

export class Timeline {
  #samples: Sample[] = [];
  #every = 1;
  #seen = 0;

  /** Takes a sample in, or leaves it out since it came too soon behind the last. */
  add(sample: Sample): void {
    if (this.#seen++ % this.#every > 0) return;
    this.#samples.push(sample);
    if (this.#samples.length < MOST) return;
    this.#samples = this.#samples.filter((_, k) => k % 2 === 0);
    this.#every *= 2;
  }

  /** The oldest first. */
  samples(): readonly Sample[] {
    return this.#samples;
  }
}
