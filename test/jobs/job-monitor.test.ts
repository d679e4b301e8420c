import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import type { JobView } from '../../src/jobs/job-view.js';
import { run } from '../../src/jobs/run.js';
import { SILENT } from '../../src/jobs/reporter.js';
import { synth } from '../../src/jobs/synth.js';
import { scratchFolder } from '../whole/scratch.js';

const NEVER = new AbortController().signal;
const scratch = await scratchFolder('job-monitor');
const input = join(scratch, 'in');
await synth({ rows: 3000, out: input });

/** Runs a job of 30 shards, and looks at it when it begins, at each warning, and at the end. */
async function watched(name: string, onStart: (view: JobView) => void, stop = NEVER): Promise<JobView> {
  const seen: JobView[] = [];
  const reporter = {
    ...SILENT,
    start(_: unknown, view: JobView) {
      seen.push(view);
      onStart(view);
    },
  };
  await run({ in: input, out: join(scratch, name), format: 'jsonl', threads: 2, shardRows: 100 }, { reporter, stop });
  const [view] = seen;
  assert.ok(view);
  return view;
}

test('knows at the end what the time went into, what was read, and how it went', async () => {
  const view = await watched('whole', () => {});
  const { state, stages, sources, textBytes, totals, memory, workers, hosts } = view.snapshot();
  assert.equal(state, 'running');
  assert.equal(totals.rows, 3000);
  for (const stage of ['decode', 'encode', 'write'] as const) assert.ok(stages[stage] > 0, stage);
  assert.equal(stages.fetch, 0);
  assert.deepEqual(
    sources.map(({ source, bytes, bytesRead }) => [source, bytesRead === bytes]),
    ['dataset', 'autotags', 'exif', 'places'].map((source) => [source, true]),
  );
  assert.ok(textBytes > 4_000_000 && textBytes < 8_000_000, `${textBytes}`);
  assert.ok(memory.peakBytes >= memory.heapBytes && memory.rssBytes > 0);
  assert.deepEqual([workers, hosts], [[], []]);
  const { counted, finished, shardSeconds, busy, requestSeconds } = view.snapshot();
  assert.deepEqual([counted.rows, finished.rows, finished.shards], [3000, 3000, 30]);
  const shards = shardSeconds.whole.counts.reduce((sum, count) => sum + count);
  assert.deepEqual([shards, requestSeconds.sum], [30, 0]);
  assert.ok(Math.abs(shardSeconds.stages.encode.sum - stages.encode) < 1e-9);
  assert.ok(busy.mainSeconds > 0 && busy.workersSeconds > 0);
  const timeline = view.timeline();
  assert.equal(timeline[0]?.rows, 0);
  assert.equal(timeline.at(-1)?.rows, 3000);
  assert.equal(timeline.at(-1)?.textBytes, textBytes);
  assert.ok((timeline.at(-1)?.workersBusySeconds ?? 0) > 0);
});

test('changes the threads of a job, which writes the same', async () => {
  let most = 0;
  await watched('threads', ({ control }) => {
    most = control.mostThreads;
    control.setThreads(1);
    assert.throws(() => control.setThreads(0), { code: 'usage' });
    assert.throws(() => control.setThreads(most + 1), { code: 'usage' });
  });
  assert.ok(most >= 2);
});

test('pauses a job before it has begun, and lets it go on', async () => {
  const states: (string | number)[] = [];
  let goingOn = Promise.resolve();
  const goOn = async (view: JobView): Promise<void> => {
    // There are threads when shards could be handed out.
    while (view.snapshot().workers.length === 0) await new Promise(setImmediate);
    states.push(view.snapshot().state, view.progress().rows);
    view.control.goOn();
    states.push(view.snapshot().state);
  };
  const view = await watched('paused', (view) => {
    view.control.pause();
    goingOn = goOn(view);
  });
  await goingOn;
  assert.deepEqual(states, ['paused', 0, 'running']);
  assert.equal(view.snapshot().totals.rows, 3000);
});

test('tells of no pause any more when the job is to stop, which ends it', async () => {
  const states: string[] = [];
  const stop = new AbortController();
  let stopping = Promise.resolve();
  const stopPaused = async (view: JobView): Promise<void> => {
    while (view.snapshot().workers.length === 0) await new Promise(setImmediate);
    states.push(view.snapshot().state);
    stop.abort();
    states.push(view.snapshot().state);
  };
  const view = await watched(
    'stopped',
    (view) => {
      view.control.pause();
      stopping = stopPaused(view);
    },
    stop.signal,
  );
  await stopping;
  states.push(view.snapshot().state);
  assert.deepEqual(states, ['paused', 'running', 'running']);
  assert.ok(view.snapshot().totals.rows < 3000);
});
