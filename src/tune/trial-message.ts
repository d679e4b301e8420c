/** What the process of one trial is told, and what it answers. */
import type { Stage } from '../core/stage-clock.js';
import type { RunOptions } from '../jobs/run-options.js';
import type { TrialHost } from './trial-host.js';

export interface TrialTask {
  /** With an output folder of the trial's own. */
  readonly options: RunOptions;
  /** To run for, from the first row on: how long threads take to start is told apart. */
  readonly seconds: number;
  /** Of these at the beginning that do not count, since code is compiled. */
  readonly warmSeconds: number;
}

/** What a job did between two moments. */
export interface TrialResult {
  /** Between them. */
  readonly seconds: number;
  readonly rows: number;
  /** Media that came to an end. */
  readonly media: number;
  readonly mediaBytes: number;
  /** Bytes of text, unpacked, a row, and of the files as they lie there. */
  readonly textPerRow: number;
  readonly readPerRow: number;
  /** Rows whose text of bz2 files was decoded between them. */
  readonly decodedRows: number;
  /** Media of a row that came to an end, on average. */
  readonly mediaPerRow: number;
  /** Of a thread, to decode a row's text of all files, and for all else that is done to it; over the whole run so far. */
  readonly decodeSecondsPerRow: number;
  readonly shardSecondsPerRow: number;
  /** Share of it in which the main thread was busy, and how many workers were, on average. */
  readonly mainBusy: number;
  readonly workersBusy: number;
  /** Seconds of CPU, of all threads. */
  readonly cpuSeconds: number;
  /** Seconds, over all threads. */
  readonly stages: Readonly<Record<Stage, number>>;
  readonly peakBytes: number;
  /** From the start of the job to the first row or medium. */
  readonly startSeconds: number;
  /** Whether the job came to its end within the time. */
  readonly isWhole: boolean;
  /** Seconds that the whole of it took then. */
  readonly wholeSeconds: number;
  /** Rows of the whole job, estimated from the share that was read; null where nothing can be said. */
  readonly totalRows: number | null;
  readonly hosts: readonly TrialHost[];
}

export type TrialAnswer =
  | { readonly status: 'done'; readonly result: TrialResult }
  | { readonly status: 'failed'; readonly code: string; readonly message: string };
