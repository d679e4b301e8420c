/** A job as it may be seen at some moment, for tests of what shows it. */
import type { HostState, JobControl, JobSnapshot, JobView } from '../../src/jobs/job-view.js';
import type { Progress } from '../../src/jobs/reporter.js';
import type { Sample } from '../../src/jobs/timeline.js';
import { NO_TOTALS } from '../../src/jobs/totals.js';
import { progressOf } from '../cli/summary-of.js';

export const NO_STAGES = { decode: 0, encode: 0, fetch: 0, write: 0, sync: 0 };

const NO_TIMES = { bounds: [1], counts: [0, 0], sum: 0 };

export function snapshotOf(more: Partial<JobSnapshot> = {}): JobSnapshot {
  return {
    state: 'running',
    progress: progressOf(),
    totals: NO_TOTALS,
    counted: { rows: 0, records: 0, mediaBytes: 0, outcomes: {} },
    finished: NO_TOTALS,
    threads: 2,
    workers: [],
    mainBusy: 0,
    busy: { mainSeconds: 0, workersSeconds: 0 },
    hosts: [],
    memory: { rssBytes: 100_000_000, heapBytes: 10_000_000, peakBytes: 120_000_000 },
    stages: NO_STAGES,
    shardSeconds: { whole: NO_TIMES, stages: { encode: NO_TIMES, fetch: NO_TIMES, write: NO_TIMES, sync: NO_TIMES } },
    requestSeconds: NO_TIMES,
    sources: [],
    textBytes: 0,
    decodedBytes: 0,
    newest: [],
    ...more,
  };
}

/** Not asked for anything, unless `more` says so. */
export function hostOf(host: string, more: Partial<HostState> = {}): HostState {
  return {
    host,
    outcomes: {},
    bytes: 0,
    milliseconds: 0,
    lastFailure: null,
    connections: 0,
    maxConnections: 0,
    rate: Infinity,
    rateSet: null,
    isDead: false,
    heldSeconds: 0,
    ...more,
  };
}

export function sampleOf(more: Partial<Sample> = {}): Sample {
  return {
    seconds: 0,
    rows: 0,
    records: 0,
    rejects: 0,
    textBytes: 0,
    readBytes: 0,
    mediaBytes: 0,
    outcomes: {},
    stages: NO_STAGES,
    mainBusySeconds: 0,
    workersBusySeconds: 0,
    rssBytes: 0,
    ...more,
  };
}

const NO_CONTROL: JobControl = { mostThreads: 4, pause() {}, goOn() {}, setThreads() {}, setRate: () => false };

/** `snapshot` is asked anew each time; without it the job is as `progress` says. */
export function viewOf({
  progress = () => progressOf(),
  snapshot = () => snapshotOf({ progress: progress() }),
  timeline = () => [],
  control = {},
}: {
  readonly progress?: () => Progress;
  readonly snapshot?: () => JobSnapshot;
  readonly timeline?: () => readonly Sample[];
  readonly control?: Partial<JobControl>;
} = {}): JobView {
  return { progress, snapshot, timeline, control: { ...NO_CONTROL, ...control } };
}
