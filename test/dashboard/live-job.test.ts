import assert from 'node:assert/strict';
import test from 'node:test';
import { YfccError } from '../../src/core/errors.js';
import { LiveJob } from '../../src/dashboard/live-job.js';
import { summaryOf } from '../cli/summary-of.js';
import { sampleOf, snapshotOf, viewOf } from '../jobs/view-of.js';

const JOB = { out: '/out', threads: 2, resumedShards: 3 };
const newJob = (): LiveJob => new LiveJob(() => ['Done.', '  All in /out']);

test('knows nothing of a job that has not begun but what was said of it', () => {
  const job = newJob();
  job.warn('odd');
  const { phase, out, figures, ending, notes } = job.state();
  assert.deepEqual([phase, out, figures, ending], ['opening', null, null, null]);
  assert.deepEqual(
    notes.map(({ kind, text }) => [kind, text]),
    [['warning', 'odd']],
  );
  assert.deepEqual([job.control, job.samples(null).samples], [null, []]);
});

for (const phase of ['running', 'paused', 'short of space'] as const) {
  test(`tells that a job is ${phase}`, () => {
    const job = newJob();
    job.start(JOB, viewOf({ snapshot: () => snapshotOf({ state: phase }) }));
    const state = job.state();
    assert.deepEqual([state.phase, state.out, state.mostThreads, state.resumedShards], [phase, '/out', 4, 3]);
    assert.equal(job.control?.mostThreads, 4);
  });
}

const BUG = 'This is a bug. What was finished is kept: the same command goes on where it stopped.';
const OVER = 'Rejects, or media that did not come, are over the limits that were set: the exit code is 1.';
const FULL = 'Make room on the disk. Then give the same command again: it goes on where it stopped.';

const ENDS: readonly (readonly [string, (job: LiveJob) => void, string, readonly string[], string | null])[] = [
  ['finished', (job) => job.end(summaryOf()), 'finished', ['Done.', '  All in /out'], null],
  [
    'over its limits',
    (job) => job.end(summaryOf({}, { isOverLimit: true })),
    'finished',
    ['Done.', '  All in /out'],
    OVER,
  ],
  [
    'stopped',
    (job) => job.end(summaryOf({}, { isInterrupted: true })),
    'interrupted',
    ['Done.', '  All in /out'],
    null,
  ],
  [
    'stopped at once',
    (job) => job.fail(new YfccError('interrupted', 'Stopped at once.')),
    'interrupted',
    ['Stopped at once.'],
    null,
  ],
  ['out of disk', (job) => job.fail(new YfccError('disk-full', 'No space.')), 'failed', ['No space.'], FULL],
  ['a bug', (job) => job.fail(new Error('x is not a function')), 'failed', ['x is not a function'], BUG],
];

for (const [name, end, phase, lines, advice] of ENDS) {
  test(`tells how a job ended: ${name}`, () => {
    const job = newJob();
    job.start(JOB, viewOf({ snapshot: () => snapshotOf({ state: 'paused' }) }));
    end(job);
    const state = job.state();
    assert.deepEqual([state.phase, state.ending], [phase, { lines, advice }]);
    assert.equal(job.control, null);
    assert.deepEqual(
      state.notes.map(({ kind }) => kind),
      phase === 'failed' ? ['error'] : [],
    );
  });
}

test('tells how a job ended that never began', () => {
  const job = newJob();
  job.fail(new YfccError('bad-input', 'No such file.'));
  assert.deepEqual([job.state().phase, job.state().figures], ['failed', null]);
});

test('keeps the newest fifty notes', () => {
  const job = newJob();
  for (let k = 0; k < 60; k += 1) job.note(String(k));
  const { notes } = job.state();
  assert.deepEqual([notes.length, notes[0]?.text, notes.at(-1)?.text], [50, '10', '59']);
});

test('gives all samples, or those behind a moment, as it was written', () => {
  const job = newJob();
  // The first is a little over what is written of it.
  job.start(JOB, viewOf({ timeline: () => [sampleOf({ seconds: 1.0004 }), sampleOf({ seconds: 2 })] }));
  assert.deepEqual(
    job.samples(null).samples.map(([at]) => at),
    [1, 2],
  );
  assert.deepEqual(
    job.samples(1).samples.map(([at]) => at),
    [2],
  );
  assert.deepEqual([job.samples(null).isWhole, job.samples(1).isWhole], [true, false]);
});

test('finds only the newest pictures, also when the job has ended', () => {
  const picture = { photoId: '12', file: '/a.jpg', offset: 0, bytes: 9, type: 'jpg' };
  let newest = [picture];
  const job = newJob();
  job.start(JOB, viewOf({ snapshot: () => snapshotOf({ newest }) }));
  assert.equal(job.picture('12'), null);
  job.state();
  assert.equal(job.picture('12'), picture);
  newest = [];
  job.end(summaryOf());
  assert.deepEqual(job.state().figures?.newest, [{ id: '12', bytes: 9 }]);
  assert.deepEqual([job.picture('12'), job.picture('../a')], [picture, null]);
});
