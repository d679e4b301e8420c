/** What a job tells while it runs; the command line has two reporters, the library's user may bring one. */
import type { Outcome } from '../core/outcome.js';
import type { JobView } from './job-view.js';
import type { DryCounts } from './dry-run.js';
import type { Totals } from './totals.js';

/** How far a job is, at one moment; counts include what earlier runs of it have done. */
export interface Progress {
  readonly rows: number;
  readonly records: number;
  /** In finished shards. */
  readonly rejects: number;
  readonly shards: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  readonly mediaBytes: number;
  /** Share of the job, 0 to 1; an estimate. */
  readonly fraction: number;
  /** Of this run. */
  readonly elapsedSeconds: number;
  /** Rows of this run a second. */
  readonly rowsPerSecond: number;
  /** Null while nothing is known. */
  readonly remainingSeconds: number | null;
}

export interface Reporter {
  /** The job begins; `view` may be looked at from now on, also when the job has ended. */
  start(job: JobStart, view: JobView): void;
  /** Something odd that does not stop the job; one sentence. */
  warn(text: string): void;
  /** Something that takes long begins, or goes on, before there is progress to show; one sentence. */
  note?(text: string): void;
  /** The job ends, whole or interrupted; `run` waits for a promise before it ends, too. */
  end(summary: RunSummary): void | Promise<void>;
  /** The job ends with an error, which the caller gets too; a promise is waited for. */
  fail(error: unknown): void | Promise<void>;
}

export interface JobStart {
  /** Null in a dry run. */
  readonly out: string | null;
  readonly threads: number;
  /** Shards done by earlier runs. */
  readonly resumedShards: number;
}

export interface RunSummary {
  /** Null in a dry run. */
  readonly out: string | null;
  readonly totals: Totals;
  /** Rows and seconds of this run alone. */
  readonly run: { readonly rows: number; readonly seconds: number };
  readonly isInterrupted: boolean;
  /** False where an interrupted job has to begin anew, since a source came from standard input. @default true */
  readonly canGoOn?: boolean;
  /** Whether rejects, or media that did not come, are over the limits that were set. */
  readonly isOverLimit: boolean;
  /** Only of a dry run; the bytes in `totals` are then those of its records' JSON. */
  readonly dryRun?: DryCounts;
}

export const SILENT: Reporter = { start() {}, warn() {}, end() {}, fail() {} };
