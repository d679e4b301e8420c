/** What has kept a run from going faster, in a sentence: by what it was seen to do alone, since nothing was taken away from it. */
import type { JobSnapshot } from '../jobs/job-view.js';
import { RUN_DEFAULTS, type RunOptions } from '../jobs/run-options.js';
import { judge } from '../tune/bottleneck.js';

/** Threads start and code is compiled for a second: a shorter run says nothing. */
const LEAST_SECONDS = 4;

export interface RunCost {
  /** Of the run. */
  readonly seconds: number;
  /** Of the process, over all threads. */
  readonly cpuSeconds: number;
  readonly cores: number;
}

/** Null where the run was too short, or did nothing. */
export function runBottleneck(snapshot: JobSnapshot, options: RunOptions | undefined, cost: RunCost): string | null {
  const { stages, busy, threads, hosts } = snapshot;
  const { seconds, cpuSeconds, cores } = cost;
  if (seconds < LEAST_SECONDS || Object.values(stages).every((spent) => spent === 0)) return null;
  const { format, gzip, media, connections } = { ...RUN_DEFAULTS, ...options };
  return judge({
    seconds,
    threads,
    cores,
    format,
    gzip,
    hasMedia: media !== 'none',
    mainBusy: Math.min(1, busy.mainSeconds / seconds),
    workersBusy: busy.workersSeconds / seconds,
    cpuSeconds,
    stages,
    connections,
    hosts: hosts.map(({ host, rate, connections: inUse, maxConnections, isDead, heldSeconds }) => {
      const limit = Number.isFinite(rate) ? rate : null;
      return { host, rate: limit, connections: inUse, maxConnections, isDead, heldSeconds };
    }),
    withoutOutput: null,
  }).sentence;
}
