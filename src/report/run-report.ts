/** What the report of a run is made of. */
import type { JobSnapshot } from '../jobs/job-view.js';
import type { Sample } from '../jobs/timeline.js';
import type { Machine } from '../tune/machine.js';

export interface RunReport {
  readonly state: 'done' | 'over the limit' | 'interrupted' | 'failed';
  /** What it ended with; null unless it failed, or was stopped at once. */
  readonly error: string | null;
  /** Where the time went, in a sentence. */
  readonly bottleneck: string | null;
  readonly out: string;
  /** As it could be given again; null where a program began the job. */
  readonly command: string | null;
  /** What it ran on, and the version of the engine. */
  readonly machine: Machine & { readonly version: string };
  readonly threads: number;
  readonly beganMs: number;
  readonly endedMs: number;
  /** As the run ended. */
  readonly snapshot: JobSnapshot;
  /** Of this run. */
  readonly samples: readonly Sample[];
  /** The last ones that were told, the newest last. */
  readonly messages: readonly Message[];
  /** Of all runs of the job; null where this is the only one. */
  readonly history: JobHistory | null;
}

export interface Message {
  readonly kind: 'warning' | 'note';
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly text: string;
}

export interface JobHistory {
  /** After each shard, thinned out: seconds that the job has run, and rows that are done. */
  readonly points: readonly { readonly seconds: number; readonly rows: number }[];
  /** Shards that were there before this run, and the seconds they took. */
  readonly before: { readonly shards: number; readonly seconds: number };
}
