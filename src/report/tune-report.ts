/** What the report of a tuning is made of. */
import type { Stage } from '../core/stage-clock.js';
import type { Prediction } from '../tune/prediction.js';
import type { ScalingLaw } from '../tune/scaling-law.js';

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
  readonly prediction: Prediction | null;
  /** Gunther's universal scalability law, as it was fitted; null where it could not be. */
  readonly law: ScalabilityLaw | null;
  readonly trials: readonly Trial[];
}

export interface ScalabilityLaw extends ScalingLaw {
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
  readonly stages: Readonly<Record<Stage, number>>;
}
