import assert from 'node:assert/strict';
import test from 'node:test';
import type { JobSnapshot } from '../../src/jobs/job-view.js';
import { createMetricsText } from '../../src/metrics/registry.js';
import type { WatchedJob } from '../../src/metrics/watched-job.js';
import { progressOf } from '../cli/summary-of.js';
import { hostOf, snapshotOf } from '../jobs/view-of.js';
import { NO_PYTHON, promtoolSays, NO_PROMTOOL, readExposition, valuesOf } from './exposition.js';

const jobOf = (snapshot: Partial<JobSnapshot> | null): WatchedJob => ({
  state: snapshot === null ? 'starting' : 'running',
  startedAt: snapshot === null ? null : 1_600_000_000,
  snapshot: snapshot === null ? null : snapshotOf(snapshot),
  warnings: 2,
});

/** A job in which everything has happened. */
const FULL = jobOf({
  progress: progressOf({ fraction: 0.25, remainingSeconds: 30 }),
  counted: { rows: 70, records: 60, mediaBytes: 500, outcomes: { ok: 3, gone: 1 } },
  hosts: [hostOf('a.example', { outcomes: { ok: 3 }, milliseconds: 1500 }), hostOf('odd"\\\n.example', { rate: 2 })],
  sources: [
    { source: 'dataset', path: '/secret/dataset.bz2', bytes: 1000, bytesRead: 300 },
    { source: 'exif', path: '-', bytes: null, bytesRead: 0 },
  ],
  requestSeconds: { bounds: [0.5, 2], counts: [3, 1, 2], sum: 10.5 },
});

test('has only what it knows before the job has begun', { skip: NO_PYTHON }, async () => {
  const metrics = readExposition(await createMetricsText(() => jobOf(null)).read());
  assert.equal(valuesOf(metrics, 'yfcc_job_state')['starting'], 1);
  const there = Object.values(metrics).filter(({ samples }) => samples.length > 0);
  assert.equal(there.length, 4);
});

test('tells of a job in the text format', { skip: NO_PYTHON }, async () => {
  const text = await createMetricsText(() => FULL).read();
  assert.ok(!text.includes('/secret'));
  const metrics = readExposition(text);
  const expected = {
    yfcc_job_state: { starting: 0, running: 1, paused: 0, short_of_space: 0, done: 0, interrupted: 0, failed: 0 },
    yfcc_job_progress_ratio: { '': 0.25 },
    yfcc_job_remaining_seconds: { '': 30 },
    yfcc_job_start_time_seconds: { '': 1_600_000_000 },
    yfcc_rows_total: { '': 70 },
    yfcc_records_total: { '': 60 },
    yfcc_warnings_total: { '': 2 },
    yfcc_media_bytes_total: { '': 500 },
    yfcc_source_read_bytes_total: { dataset: 300 },
    yfcc_source_size_bytes: { dataset: 1000 },
    yfcc_host_media_files_total: { 'a.example,ok': 3 },
    yfcc_host_media_seconds_total: { 'a.example': 1.5, 'odd"\\\n.example': 0 },
    yfcc_host_max_requests_per_second: { 'a.example': 'inf', 'odd"\\\n.example': 2 },
    // Each range with those below it; then the sum, and how many there were.
    yfcc_media_request_duration_seconds: { '0.5': 3, '2': 4, '+Inf': 6, '': 6 },
  };
  for (const [name, values] of Object.entries(expected)) assert.deepEqual(valuesOf(metrics, name), values, name);
  assert.deepEqual([metrics['yfcc_rows_total']?.type, metrics['yfcc_busy_ratio']?.type], ['counter', 'gauge']);
  const { ok, gone, timeout } = valuesOf(metrics, 'yfcc_media_files_total');
  assert.deepEqual([ok, gone, timeout], [3, 1, 0]);
  const sum = metrics['yfcc_media_request_duration_seconds']?.samples.find(([name]) => name.endsWith('_sum'));
  assert.equal(sum?.[2], 10.5);
});

test('has no series of what is no more, and none twice', { skip: NO_PYTHON }, async () => {
  let job = FULL;
  const { read } = createMetricsText(() => job);
  await read();
  job = jobOf({ counted: { rows: 80, records: 60, mediaBytes: 500, outcomes: {} } });
  const metrics = readExposition(await read());
  assert.deepEqual(valuesOf(metrics, 'yfcc_job_remaining_seconds'), {});
  assert.deepEqual(valuesOf(metrics, 'yfcc_host_connections'), {});
  assert.deepEqual(valuesOf(metrics, 'yfcc_rows_total'), { '': 80 });
});

test('has names and units that promtool finds nothing wrong with', { skip: NO_PROMTOOL }, async () => {
  assert.equal(promtoolSays(await createMetricsText(() => FULL).read()), '');
});
