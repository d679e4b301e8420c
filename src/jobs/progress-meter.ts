/** How far a job is: the finished shards, and what the threads have counted since. */
import type { LiveCounts } from '../core/counters.js';
import type { ShardLine } from '../engine/manifest.js';
import type { LineRange } from './line-range.js';
import type { Progress } from './reporter.js';
import { addOutcomes, addShard, NO_TOTALS, rejectCount, type Totals } from './totals.js';

export class ProgressMeter {
  readonly #before: Totals;
  readonly #range: LineRange;
  readonly #live: () => LiveCounts;
  readonly #startedMs = performance.now();
  #totals: Totals;
  #finished: Totals = NO_TOTALS;

  /** `before`: what earlier runs of the job have done; `live`: what this one's threads have counted. */
  constructor(before: Totals, range: LineRange, live: () => LiveCounts) {
    this.#before = before;
    this.#totals = before;
    this.#range = range;
    this.#live = live;
  }

  get totals(): Totals {
    return this.#totals;
  }

  /** Of this run's shards alone; those that were gone over again are not in it a second time. */
  get finished(): Totals {
    return this.#finished;
  }

  /** What this run's threads have counted. */
  counted(): LiveCounts {
    return this.#live();
  }

  add(line: Omit<ShardLine, 'rejectsBytes'>): void {
    this.#finished = addShard(this.#finished, line);
    this.#totals = addShard(this.#totals, line);
  }

  /** Sets the totals anew, where shards were gone over again. */
  restart(totals: Totals): void {
    this.#totals = totals;
  }

  /** Seconds that the job has run so far, all runs together. */
  seconds(): number {
    return Number((this.#before.seconds + this.#elapsed()).toFixed(3));
  }

  progress(): Progress {
    const live = this.#live();
    const rows = this.#before.rows + live.rows;
    const outcomes = addOutcomes(this.#before.outcomes, live.outcomes);
    const elapsedSeconds = this.#elapsed();
    const fraction = this.#fraction(rows);
    const gained = fraction - this.#before.progress;
    return {
      rows,
      records: this.#before.records + live.records,
      rejects: rejectCount(this.#totals),
      shards: this.#totals.shards,
      outcomes,
      mediaBytes: live.mediaBytes,
      fraction,
      elapsedSeconds,
      rowsPerSecond: elapsedSeconds > 0 ? live.rows / elapsedSeconds : 0,
      remainingSeconds: gained > 0 ? (elapsedSeconds * (1 - fraction)) / gained : null,
    };
  }

  #elapsed(): number {
    return (performance.now() - this.#startedMs) / 1000;
  }

  /** Of a known number of rows the share that is done; else the file's share at the last commit, grown with the rows since. */
  #fraction(rows: number): number {
    const { from, to } = this.#range;
    if (to !== Infinity) return Math.min(1, Math.max(rows / (to - from), this.#totals.isFinished ? 1 : 0));
    const { progress, rows: committed } = this.#totals;
    return committed === 0 ? 0 : Math.min(1, (progress * rows) / committed);
  }
}
