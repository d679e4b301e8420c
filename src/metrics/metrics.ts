/** Metrics of a job for as long as its process runs: a reporter that learns of it, and a server that tells. */
import { isInterruption } from '../core/errors.js';
import type { JobState, JobView } from '../jobs/job-view.js';
import type { Reporter } from '../jobs/reporter.js';
import { openMetricsServer, type MetricsAddress, type MetricsServer } from './metrics-server.js';
import { createMetricsText } from './registry.js';
import type { WatchedJob, WatchedState } from './watched-job.js';

export interface Metrics extends MetricsServer {
  readonly reporter: Reporter;
}

const STATES: Readonly<Record<JobState, WatchedState>> = {
  running: 'running',
  paused: 'paused',
  'short of space': 'short_of_space',
};

/**
 * Listens before the job begins, so that a port in use ends nothing half done; close it when the job has ended.
 * @throws YfccError `usage` where it can't listen at the address
 */
export async function openMetrics(address: MetricsAddress): Promise<Metrics> {
  const { reporter, look } = watchJob();
  return { ...(await openMetricsServer(address, createMetricsText(look))), reporter };
}

/** What a reporter is told, as it may be looked at. */
export function watchJob(): { readonly reporter: Reporter; readonly look: () => WatchedJob } {
  let view: JobView | null = null;
  let startedAt: number | null = null;
  let end: WatchedState | null = null;
  let warnings = 0;
  const reporter: Reporter = {
    start(_job, jobView) {
      view = jobView;
      startedAt = Date.now() / 1000;
    },
    warn() {
      warnings += 1;
    },
    end({ isInterrupted }) {
      end = isInterrupted ? 'interrupted' : 'done';
    },
    fail(error) {
      end = isInterruption(error) ? 'interrupted' : 'failed';
    },
  };
  const look = (): WatchedJob => {
    const snapshot = view?.snapshot() ?? null;
    return { state: end ?? (snapshot === null ? 'starting' : STATES[snapshot.state]), startedAt, snapshot, warnings };
  };
  return { reporter, look };
}
