/** Progress and summaries of jobs in which nothing happened but what a test gives. */
import type { Progress, RunSummary } from '../../src/jobs/reporter.js';
import { NO_TOTALS, type Totals } from '../../src/jobs/totals.js';

export function summaryOf(totals: Partial<Totals> = {}, more: Partial<RunSummary> = {}): RunSummary {
  return {
    out: '/out',
    totals: { ...NO_TOTALS, ...totals },
    run: { rows: 0, seconds: 0 },
    isInterrupted: false,
    isOverLimit: false,
    ...more,
  };
}

export function progressOf(more: Partial<Progress> = {}): Progress {
  return {
    rows: 0,
    records: 0,
    rejects: 0,
    shards: 0,
    outcomes: {},
    mediaBytes: 0,
    fraction: 0,
    elapsedSeconds: 0,
    rowsPerSecond: 0,
    remainingSeconds: null,
    ...more,
  };
}
