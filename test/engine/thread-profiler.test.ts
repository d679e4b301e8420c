import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { beforeEnd } from '../../src/engine/ending-threads.js';
import { PROFILE_PACE, ThreadProfiler, type ThreadProfile } from '../../src/engine/thread-profiler.js';

/** Says so when it has begun, and goes on for ever. */
const SPINNING = `
  require('node:worker_threads').parentPort.postMessage('begun');
  (function spin() { for (let k = 0; ; k++) globalThis.turns = k; })();
`;

async function startSpinning(): Promise<Worker> {
  const worker = new Worker(SPINNING, { eval: true });
  await once(worker, 'message');
  return worker;
}

/** Runs this thread until the clock has gone on for so long. */
function spinHere(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end;);
}

function hasSample({ parts }: ThreadProfile, functionName: string): boolean {
  return parts.some(({ nodes, samples = [] }) =>
    nodes.some(({ id, callFrame }) => callFrame.functionName === functionName && samples.includes(id)),
  );
}

function never(): never {
  throw new Error('Expected time not to be up');
}

test('profiles the main thread, and each worker until it is ended, by what it is there for', async () => {
  const profiler = await ThreadProfiler.open(never);
  const workers = [await startSpinning(), await startSpinning(), await startSpinning()];
  spinHere(50);
  const ids = workers.map(({ threadId }) => threadId);
  await beforeEnd(ids.slice(1, 2), 'database');
  await beforeEnd([...ids.slice(0, 1), ...ids.slice(2)], 'worker');
  await Promise.all(workers.map((worker) => worker.terminate()));
  const threads = await profiler.finish();
  assert.deepEqual(
    threads.map(({ name, isCut }) => [name, isCut]),
    [
      ['main', false],
      ['worker-1', false],
      ['database-1', false],
      ['worker-2', false],
    ],
  );
  assert.deepEqual(
    threads.map((thread) => [hasSample(thread, 'spinHere'), hasSample(thread, 'spin')]),
    [[true, false], ...workers.map(() => [false, true])],
  );
});

test('takes the profile of a worker that is still there at the end, once', async () => {
  const profiler = await ThreadProfiler.open(never);
  const worker = await startSpinning();
  const ended = beforeEnd([worker.threadId], 'worker');
  const [, thread] = await profiler.finish();
  await ended;
  await worker.terminate();
  assert.ok(thread !== undefined);
  assert.deepEqual([thread.parts.length, thread.isCut], [1, false]);
});

test('goes on without the profile of a worker that has died', async () => {
  const profiler = await ThreadProfiler.open(never);
  const worker = await startSpinning();
  await worker.terminate();
  const threads = await profiler.finish();
  assert.deepEqual(
    threads.map(({ name, parts, isCut }) => [name, parts.length, isCut]),
    [
      ['main', 1, false],
      ['worker-1', 0, true],
    ],
  );
});

test('goes over to a slower pace, in a new part of each profile', async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const profiler = await ThreadProfiler.open(never, { ...PROFILE_PACE, coarseMicroseconds: 20_000 });
  mock.timers.tick(PROFILE_PACE.fineSeconds * 1000);
  const worker = await startSpinning();
  spinHere(200);
  const [main, late] = await profiler.finish();
  await worker.terminate();
  assert.ok(main !== undefined && late !== undefined);
  assert.deepEqual([main.parts.length, late.parts.length], [2, 1]);
  const [, slow] = main.parts;
  assert.ok(slow !== undefined);
  // Of 200 milliseconds of spinning; some more are noted at the start and at the end of a profile.
  const count = slow.samples?.length ?? 0;
  assert.ok(count >= 3 && count < 100, String(count));
});

test('tells when its time is up, and notes no more, of old threads and of new ones', async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  let told = 0;
  const profiler = await ThreadProfiler.open(() => told++);
  mock.timers.tick(PROFILE_PACE.totalSeconds * 1000);
  assert.equal(told, 1);
  const worker = await startSpinning();
  await worker.terminate();
  const threads = await profiler.finish();
  assert.deepEqual(
    threads.map(({ name, parts, isCut }) => [name, parts.length, isCut]),
    [['main', 2, false]],
  );
});
