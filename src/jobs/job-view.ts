/** What may be seen of a job while it runs, and done to it: for pages and meters that look at it. */
import type { LiveCounts } from '../core/counters.js';
import type { HostCounts } from '../core/host-board.js';
import type { Histogram } from '../core/histogram.js';
import type { Source } from '../core/fields.js';
import type { NewMedia } from '../core/newest-media.js';
import type { Stage } from '../core/stage-clock.js';
import type { Sample } from './timeline.js';
import type { Progress } from './reporter.js';
import type { ShardSeconds } from './shard-times.js';
import type { Totals } from './totals.js';

export interface JobView {
  progress(): Progress;
  snapshot(): JobSnapshot;
  /** This run from its beginning, the oldest first; ever further apart, so that there are never more than some hundred. */
  timeline(): readonly Sample[];
  readonly control: JobControl;
}

/** What a person may do to a job while it runs. Nothing of it changes what the job writes. */
export interface JobControl {
  /** Hands out no more shards, and has those under way hold before they fetch or write more. */
  pause(): void;
  goOn(): void;
  /** From 1 to `mostThreads`; throws `usage` for another. */
  setThreads(threads: number): void;
  readonly mostThreads: number;
  /** Requests a second to a host from now on; Infinity: no limit, null: as the job's options say. False where the job does not know the host. */
  setRate(host: string, perSecond: number | null): boolean;
}

/** `short of space`: it pauses until there is room on the disk. */
export type JobState = 'running' | 'paused' | 'short of space';

export interface JobSnapshot {
  readonly state: JobState;
  readonly progress: Progress;
  /** Of all runs of the job, in finished shards. */
  readonly totals: Totals;
  /** What this run's threads have counted; a shard that is done again counts again. */
  readonly counted: LiveCounts;
  /** What the shards that this run has finished amount to; those that it went over again count once. */
  readonly finished: Totals;
  /** Threads that there should be. */
  readonly threads: number;
  /** Those that there are, oldest first. */
  readonly workers: readonly WorkerState[];
  /** Share of the last second or so in which the main thread was busy, 0 to 1. */
  readonly mainBusy: number;
  /** Of this run, up to now: seconds in which the main thread was busy, and those of all workers together. */
  readonly busy: { readonly mainSeconds: number; readonly workersSeconds: number };
  readonly hosts: readonly HostState[];
  readonly memory: MemoryState;
  /** Seconds that this run's time has gone into, over all threads. */
  readonly stages: Readonly<Record<Stage, number>>;
  /** How long this run's shards took. */
  readonly shardSeconds: ShardSeconds;
  /** How long this run's requests for media took, each from when it was sent until its body was there, or it had failed. */
  readonly requestSeconds: Histogram;
  readonly sources: readonly SourceState[];
  /** Bytes of text, unpacked, in the rows of this run. */
  readonly textBytes: number;
  /** Bytes of text that the threads have decoded of bz2 files, so ahead of those in rows. */
  readonly decodedBytes: number;
  /** The newest first. */
  readonly newest: readonly NewMedia[];
}

export interface WorkerState {
  /** Node's id of the thread. */
  readonly id: number;
  /** Share of the last second or so, 0 to 1. */
  readonly busy: number;
  /** Those that it has begun. Without any it decodes, or waits. */
  readonly shards: readonly { readonly shard: number; readonly row: number | null }[];
}

/** Counts are of this run. */
export interface HostState extends HostCounts {
  /** Requests on their way. */
  readonly connections: number;
  /** Of them at most. */
  readonly maxConnections: number;
  /** Requests a second that it may get now; Infinity: no limit. */
  readonly rate: number;
  /** What was set by `setRate`; null: nothing. */
  readonly rateSet: number | null;
  /** It does not answer, and is asked now and then. */
  readonly isDead: boolean;
  /** Seconds until it may be asked again, as it wished. */
  readonly heldSeconds: number;
}

export interface MemoryState {
  readonly rssBytes: number;
  /** Most that the process ever had. */
  readonly peakBytes: number;
  /** Of the main thread's JavaScript. */
  readonly heapBytes: number;
}

export interface SourceState {
  readonly source: Source;
  readonly path: string;
  /** As it lies there, so compressed; null where that is not known. */
  readonly bytes: number | null;
  /** A job that goes over shards again reads again: then it may be more than `bytes`. */
  readonly bytesRead: number;
}
