import assert from 'node:assert/strict';
import test from 'node:test';
import { YfccError } from '../../src/core/errors.js';
import { openMetrics, watchJob } from '../../src/metrics/metrics.js';
import { summaryOf } from '../cli/summary-of.js';
import { snapshotOf, viewOf } from '../jobs/view-of.js';

const JOB = { out: '/out', threads: 1, resumedShards: 0 };

test('follows the job from before its beginning to its end', async () => {
  const { reporter, look } = watchJob();
  assert.deepEqual(look(), { state: 'starting', startedAt: null, snapshot: null, warnings: 0 });
  let state: 'running' | 'paused' | 'short of space' = 'running';
  reporter.start(JOB, viewOf({ snapshot: () => snapshotOf({ state }) }));
  assert.equal(look().state, 'running');
  assert.ok((look().startedAt ?? 0) > 1.7e9);
  state = 'paused';
  assert.equal(look().state, 'paused');
  state = 'short of space';
  assert.equal(look().state, 'short_of_space');
  reporter.warn('a');
  reporter.warn('b');
  assert.equal(look().warnings, 2);
  await reporter.end(summaryOf());
  assert.deepEqual([look().state, look().snapshot?.state], ['done', 'short of space']);
});

test('tells an interrupted job and a failed one from one that is done', async () => {
  const interrupted = watchJob();
  await interrupted.reporter.end(summaryOf({}, { isInterrupted: true }));
  assert.equal(interrupted.look().state, 'interrupted');
  const stopped = watchJob();
  await stopped.reporter.fail(new YfccError('interrupted', 'Stopped at once.'));
  assert.equal(stopped.look().state, 'interrupted');
  const failed = watchJob();
  await failed.reporter.fail(new Error());
  assert.equal(failed.look().state, 'failed');
});

test('has the last values until it is closed, and answers nobody afterwards', async () => {
  const metrics = await openMetrics({ host: '127.0.0.1', port: 0 });
  metrics.reporter.start(JOB, viewOf());
  await metrics.reporter.end(summaryOf());
  assert.match(await (await fetch(metrics.url)).text(), /^yfcc_job_state\{state="done"\} 1$/m);
  await metrics.close();
  await assert.rejects(fetch(metrics.url));
});
