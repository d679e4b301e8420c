/** What the report of a tuning is made of. */

export interface TuneReport {
  readonly title: string;
  /** What is counted: `rows`, or `media` where they are fetched. */
  readonly unit: 'rows' | 'media';
  /** As it was given. */
  readonly command: string;
  /** Processor, cores and Node, as a text. */
  readonly machine: string;
  /** As a text. */
  readonly madeAt: string;
  /** What keeps the job from being faster. */
  readonly sentence: string;
  readonly best: { readonly flags: string; readonly perSecond: number };
  /** Of the whole job; null where its size is not known. */
  readonly prediction: {
    readonly seconds: number;
    readonly low: number;
    readonly high: number;
    readonly rows: number;
  } | null;
  /** Gunther's universal scalability law, as it was fitted; null where it could not be. */
  readonly law: ScalabilityLaw | null;
  readonly trials: readonly Trial[];
}

/** Rows a second with N threads: `lambda N / (1 + sigma (N - 1) + kappa N (N - 1))`. */
export interface ScalabilityLaw {
  readonly sigma: number;
  readonly kappa: number;
  readonly lambda: number;
  /** With more it is slower again; null: it is not. */
  readonly peakThreads: number | null;
  readonly sentence: string;
}

/** One setting, run once or more. */
export interface Trial {
  readonly threads: number;
  readonly shardRows: number;
  readonly decodeBytes: number;
  /** Null in a job without media. */
  readonly connections: number | null;
  readonly runs: readonly TrialRun[];
}

export interface TrialRun {
  readonly perSecond: number;
  /** Unpacked. */
  readonly textMBps: number;
  /** As it lies there. */
  readonly readMBps: number;
  readonly peakBytes: number;
  /** 0 to 1. */
  readonly mainBusy: number;
  /** Seconds of all threads. */
  readonly stages: Readonly<Record<string, number>>;
}
