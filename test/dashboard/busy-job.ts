/** A job in the midst of its work, with something in every part of the page. */
import type { HostState, JobControl, JobSnapshot, JobView } from '../../src/jobs/job-view.js';
import { NO_TOTALS } from '../../src/jobs/totals.js';
import { progressOf } from '../cli/summary-of.js';
import { hostOf, sampleOf, snapshotOf, viewOf } from '../jobs/view-of.js';

const HOST = hostOf('live.staticflickr.com', {
  outcomes: { ok: 4821, gone: 91, throttled: 3 },
  bytes: 4.9e8,
  milliseconds: 880_000,
  lastFailure: '429 Too Many Requests, after 4 tries',
  connections: 12,
  maxConnections: 16,
  rate: 9.4,
});

const HOSTS: readonly HostState[] = [
  HOST,
  { ...HOST, host: 'multimedia-commons.s3-us-west-2.amazonaws.com', rate: Infinity, lastFailure: null },
  { ...HOST, host: 'farm3.staticflickr.com', outcomes: { ok: 1, timeout: 7 }, rateSet: 2.5, rate: 2.5, isDead: true },
  { ...HOST, host: 'mirror.example.org:8080', outcomes: { 'server-error': 2 }, heldSeconds: 34 },
];

const TOTALS = {
  ...NO_TOTALS,
  rejects: { ...NO_TOTALS.rejects, dataset: 9, exif: 3 },
  gaps: { ...NO_TOTALS.gaps, places: 14_210 },
};

export const BUSY_START = { out: '/data/yfcc/out', threads: 4, resumedShards: 120 };

export function busySnapshot(more: Partial<JobSnapshot> = {}): JobSnapshot {
  return snapshotOf({
    progress: progressOf({
      rows: 4_812_345,
      records: 4_811_990,
      rejects: 12,
      shards: 481,
      fraction: 0.481,
      elapsedSeconds: 3240,
      rowsPerSecond: 1485,
      remainingSeconds: 3500,
      outcomes: { ok: 14_165, skipped: 201, gone: 1294, unfit: 30, throttled: 3, timeout: 7, 'server-error': 2 },
      mediaBytes: 14.2e8,
    }),
    totals: TOTALS,
    threads: 4,
    workers: [
      { id: 3, busy: 0.93, shards: [{ shard: 482, row: null }] },
      {
        id: 4,
        busy: 0.71,
        shards: [
          { shard: 483, row: null },
          { shard: 486, row: 4_853_221 },
        ],
      },
      { id: 5, busy: 0.88, shards: [] },
    ],
    mainBusy: 0.07,
    hosts: HOSTS,
    stages: { decode: 2400, encode: 2100, fetch: 7010, write: 650, sync: 190 },
    sources: [
      { source: 'dataset', path: '/data/yfcc/yfcc100m_dataset.bz2', bytes: 12.9e9, bytesRead: 6.2e9 },
      { source: 'exif', path: '/data/yfcc/yfcc100m_exif.bz2', bytes: 23.1e9, bytesRead: 11.1e9 },
      { source: 'places', path: 's3://bucket/places.bz2', bytes: null, bytesRead: 4e8 },
    ],
    textBytes: 13.1e9,
    ...more,
  });
}

const SAMPLES = Array.from({ length: 540 }, (_, k) =>
  sampleOf({
    seconds: k * 6,
    rows: k * 8700 + 20_000 * Math.sin(k / 20),
    outcomes: { ok: k * 26 },
    mediaBytes: k * 2.6e7,
    textBytes: k * 1.6e7,
    mainBusySeconds: k * 0.3,
    workersBusySeconds: k * 15,
    rssBytes: 2.4e8 + 6e7 * Math.sin(k / 50) ** 2,
  }),
);

export function busyView(more: Partial<JobSnapshot> = {}, control: Partial<JobControl> = {}): JobView {
  return viewOf({ snapshot: () => busySnapshot(more), timeline: () => SAMPLES, control });
}
