/** A job as its metrics see it: what its view shows, and what its reporter is told. */
import type { JobSnapshot } from '../jobs/job-view.js';

/** Of these one is true at a time; `starting`: sources and output folder are being looked at. */
export const JOB_STATES = ['starting', 'running', 'paused', 'short_of_space', 'done', 'interrupted', 'failed'] as const;
export type WatchedState = (typeof JOB_STATES)[number];

export interface WatchedJob {
  readonly state: WatchedState;
  /** Seconds since 1970; null before it has. */
  readonly startedAt: number | null;
  /** Null before it has begun. */
  readonly snapshot: JobSnapshot | null;
  readonly warnings: number;
}
