import assert from 'node:assert/strict';
import test from 'node:test';
import { clearPaused, setPaused, PAUSE } from '../../src/core/pause-flag.js';
import { readPulse } from '../../src/core/pulse.js';
import type { ShardTask } from '../../src/core/protocol.js';
import { onEndingThreads } from '../../src/engine/ending-threads.js';
import { Pool } from '../../src/engine/pool.js';
import { datasetLine } from '../core/hand-made.js';
import { scratchFolder } from '../whole/scratch.js';
import { doneOf, taskOf } from '../workers/task.js';

const scratch = await scratchFolder('pool');
const never = new AbortController().signal;

test('runs shards and checks them, in threads', async () => {
  const pool = new Pool({ threads: 2, tasksPerWorker: 1 });
  try {
    const tasks = await Promise.all(
      [1, 2, 3].map((k) => taskOf(scratch, `shard ${k}`, { dataset: [datasetLine(String(k))] })),
    );
    const replies = await Promise.all(tasks.map((task) => pool.runShard(task, never)));
    for (const [k, reply] of replies.entries()) {
      const { counts, outputs, rejects } = doneOf(reply);
      assert.deepEqual([counts.rows, counts.records, rejects.length], [1, 1, 0]);
      const found = await pool.runVerify({ outDir: tasks[k]?.settings.outDir ?? '', outputs }, never);
      assert.deepEqual([found.files, found.problemCount], [1, 0]);
    }
  } finally {
    await pool.close();
  }
});

test('gives an expected failure back as a value, and a bug as it is', async () => {
  const pool = new Pool({ threads: 1, tasksPerWorker: 1 });
  try {
    const task = await taskOf(scratch, 'failing', { dataset: [datasetLine('1')] });
    const settings = { ...task.settings, tmpDir: '/dev/null' };
    const reply = await pool.runShard({ ...task, settings }, never);
    assert.equal(reply.status === 'failed' && reply.code, 'write-failed');
    // @ts-expect-error a message that no caller could send
    await assert.rejects(pool.runShard({ ...task, slices: null }, never), (error: unknown) => {
      assert.ok(error instanceof Error);
      assert.equal('code' in error, false);
      return true;
    });
  } finally {
    await pool.close();
  }
});

test('rejects what is asked for when the signal has aborted', async () => {
  const pool = new Pool({ threads: 1, tasksPerWorker: 1 });
  try {
    const task = await taskOf(scratch, 'aborted', { dataset: [datasetLine('1')] });
    await assert.rejects(pool.runShard(task, AbortSignal.abort()), { name: 'AbortError' });
  } finally {
    await pool.close();
  }
});

test('fails the task of a thread that is ended, and puts another in its place', async () => {
  const pool = new Pool({ threads: 1, tasksPerWorker: 1 });
  try {
    const held = await taskOf(scratch, 'held', { dataset: [datasetLine('1')] });
    setPaused(held.settings.pauseFlag, PAUSE.noSpace);
    const failed = assert.rejects(pool.runShard(held, never), { code: 'worker-died' });
    const begun = () => readPulse(held.pulse).threadId;
    while (begun() === 0) await new Promise((resolve) => setImmediate(resolve));
    pool.endThread(begun());
    await failed;
    const next = await taskOf(scratch, 'next', { dataset: [datasetLine('1')] });
    assert.equal(doneOf(await pool.runShard(next, never)).counts.records, 1);
    assert.notEqual(readPulse(next.pulse).threadId, begun());
  } finally {
    await pool.close();
  }
});

/** A task that is held in its thread until it may go on. */
async function heldTask(name: string): Promise<ShardTask> {
  const task = await taskOf(scratch, name, { dataset: [datasetLine('1')] });
  setPaused(task.settings.pauseFlag, PAUSE.noSpace);
  return task;
}

function goOn({ settings }: ShardTask): void {
  clearPaused(settings.pauseFlag, PAUSE.noSpace);
}

/** Node's id of the thread that has the task, as soon as one has. */
async function threadOf({ pulse }: ShardTask): Promise<number> {
  while (readPulse(pulse).threadId === 0) await new Promise((resolve) => setImmediate(resolve));
  return readPulse(pulse).threadId;
}

test('tells of the end of a thread that was started for a task', async (t) => {
  const ended: number[] = [];
  const pool = new Pool({ threads: 1, tasksPerWorker: 1, onThreadEnd: (id) => void ended.push(id) });
  t.after(() => pool.close());
  const [first, second] = [await heldTask('in the first'), await heldTask('in one that was started')];
  pool.setThreads(2);
  pool.runShard(first, never).catch(() => {});
  const failed = assert.rejects(pool.runShard(second, never), { code: 'worker-died' });
  const started = await threadOf(second);
  assert.notEqual(started, await threadOf(first));
  pool.endThread(started);
  await failed;
  assert.deepEqual(ended, [started]);
});

test('tells of the end of a thread that was started for a task that waited', async (t) => {
  const ended: number[] = [];
  const pool = new Pool({ threads: 1, tasksPerWorker: 1, onThreadEnd: (id) => void ended.push(id) });
  t.after(() => pool.close());
  const [first, second, third] = [await heldTask('soon done'), await heldTask('next'), await heldTask('waiting')];
  const done = pool.runShard(first, never);
  pool.runShard(second, never).catch(() => {});
  const failed = assert.rejects(pool.runShard(third, never), { code: 'worker-died' });
  pool.setThreads(2);
  goOn(first);
  await done;
  const started = await threadOf(third);
  assert.notEqual(started, await threadOf(first));
  pool.endThread(started);
  await failed;
  assert.deepEqual(ended, [started]);
});

test('ends the threads that are too many when they find no work waiting', async (t) => {
  const ended: number[] = [];
  const pool = new Pool({ threads: 3, tasksPerWorker: 1, onThreadEnd: (id) => void ended.push(id) });
  t.after(() => pool.close());
  const idsNow = (): number[] => pool.threadTimes().map(({ id }) => id);
  const ids = idsNow();
  const tasks = await Promise.all(['one', 'two', 'three'].map(heldTask));
  const replies = tasks.map((task) => pool.runShard(task, never));
  assert.deepEqual(new Set(await Promise.all(tasks.map(threadOf))), new Set(ids));
  pool.setThreads(1);
  assert.deepEqual([idsNow(), ended], [ids, []]);
  tasks.forEach(goOn);
  for (const reply of await Promise.all(replies)) assert.equal(doneOf(reply).counts.records, 1);
  while (ended.length < 2) await new Promise((resolve) => setImmediate(resolve));
  const left = ids.filter((id) => !ended.includes(id));
  assert.deepEqual(idsNow(), left);
  const last = await taskOf(scratch, 'last', { dataset: [datasetLine('1')] });
  assert.equal(doneOf(await pool.runShard(last, never)).counts.records, 1);
  assert.deepEqual([await threadOf(last)], left);
});

test('ends no thread that is not its own', async () => {
  const pool = new Pool({ threads: 1, tasksPerWorker: 1 });
  try {
    pool.endThread(-1);
    const task = await taskOf(scratch, 'not its own', { dataset: [datasetLine('1')] });
    assert.equal(doneOf(await pool.runShard(task, never)).counts.records, 1);
  } finally {
    await pool.close();
  }
});

test('tells who listens of threads before it ends them, also one whose task is aborted', async () => {
  const heard: string[] = [];
  const off = onEndingThreads(({ threadIds, role, waitFor }) => {
    heard.push(`${threadIds.length} ${role}`);
    waitFor(new Promise((resolve) => setImmediate(() => resolve(void heard.push('done')))));
  });
  const pool = new Pool({ threads: 2, tasksPerWorker: 1, role: 'tester' });
  const held = await taskOf(scratch, 'told of', { dataset: [datasetLine('1')] });
  setPaused(held.settings.pauseFlag, PAUSE.noSpace);
  const abort = new AbortController();
  const failed = assert.rejects(pool.runShard(held, abort.signal), { name: 'AbortError' });
  while (readPulse(held.pulse).threadId === 0) await new Promise((resolve) => setImmediate(resolve));
  const other = await taskOf(scratch, 'ended', { dataset: [datasetLine('1')] });
  setPaused(other.settings.pauseFlag, PAUSE.noSpace);
  const died = assert.rejects(pool.runShard(other, never), { code: 'worker-died' });
  while (readPulse(other.pulse).threadId === 0) await new Promise((resolve) => setImmediate(resolve));
  abort.abort();
  await failed;
  assert.deepEqual(heard, []);
  pool.endThread(readPulse(other.pulse).threadId);
  await died;
  assert.deepEqual(heard, ['1 tester', 'done']);
  await pool.close();
  off();
  assert.deepEqual(heard, ['1 tester', 'done', '2 tester', 'done']);
});
