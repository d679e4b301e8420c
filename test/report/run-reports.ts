/** Reports of runs that never were, for tests of the pages made of them. */
import type { HostState } from '../../src/jobs/job-view.js';
import type { Sample } from '../../src/jobs/timeline.js';
import { NO_TOTALS } from '../../src/jobs/totals.js';
import type { RunReport } from '../../src/report/run-report.js';
import { hostOf as hostStateOf, NO_STAGES, sampleOf, snapshotOf } from '../jobs/view-of.js';

/** One that has given a file. */
export function hostOf(host: string, more: Partial<HostState> = {}): HostState {
  return hostStateOf(host, { outcomes: { ok: 1 }, bytes: 1000, milliseconds: 500, maxConnections: 16, ...more });
}

/** A sample a second of a run that goes through 1,000 rows in each. */
export function samplesOf(seconds: number, more: (second: number) => Partial<Sample> = () => ({})): Sample[] {
  return Array.from({ length: seconds + 1 }, (_, second) =>
    sampleOf({
      seconds: second,
      rows: second * 1000,
      textBytes: second * 2e6,
      readBytes: second * 2e5,
      workersBusySeconds: second * 1.5,
      mainBusySeconds: second * 0.1,
      rssBytes: 200e6 + second * 1e6,
      ...more(second),
    }),
  );
}

/** A job of 10 seconds without media, done in one run. */
export function runReportOf(more: Partial<RunReport> = {}): RunReport {
  return {
    state: 'done',
    error: null,
    bottleneck: null,
    out: 'out',
    command: 'yfcc run --in /data --out out',
    machine: {
      processor: 'Some Processor',
      cores: 2,
      memoryBytes: 8e9,
      system: 'Linux 6.1',
      node: 'v20.20.2',
      version: '0.1.0',
    },
    threads: 2,
    beganMs: Date.UTC(2026, 10, 26, 3, 20, 5),
    endedMs: Date.UTC(2026, 10, 26, 3, 20, 15),
    snapshot: snapshotOf({
      totals: { ...NO_TOTALS, rows: 10_000, records: 9_999, files: 3, bytes: 5e6, seconds: 10, isFinished: true },
      stages: { ...NO_STAGES, decode: 12, encode: 3, write: 1 },
      textBytes: 20e6,
      sources: [{ source: 'dataset', path: '/data/yfcc100m_dataset.bz2', bytes: 2e6, bytesRead: 2e6 }],
    }),
    samples: samplesOf(10),
    messages: [],
    history: null,
    ...more,
  };
}
