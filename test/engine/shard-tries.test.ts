import assert from 'node:assert/strict';
import test from 'node:test';
import { YfccError } from '../../src/core/errors.js';
import type { ShardReply, ShardTask } from '../../src/core/protocol.js';
import { openPulse } from '../../src/core/pulse.js';
import { HangWatch } from '../../src/engine/hang-watch.js';
import { shardTries } from '../../src/engine/shard-tries.js';
import { sliceOf, datasetLine } from '../core/hand-made.js';
import { scratchFolder } from '../whole/scratch.js';
import { taskOf } from '../workers/task.js';

const scratch = await scratchFolder('shard-tries');
const never = new AbortController().signal;
const LINES = Array.from({ length: 40 }, (_, row) => datasetLine(String(1000 + row)));
const REPLY: ShardReply = { status: 'failed', code: 'disk-full', message: 'any reply will do', file: null };

/** What a try does: `null` ends it, rows are those in hand when its thread dies, 'none' stands for none. */
type Try = null | 'none' | readonly [from: number, to: number];

/** Runs shards whose tries go as told; gives the tasks that were run, and what was said. */
async function runnerOf(tries: readonly Try[], watch = new HangWatch({ places: 1, timeoutMs: 0, end: () => {} })) {
  // Looks are of no use here.
  watch.close();
  const { slices, settings } = await taskOf(scratch, 'out', { dataset: LINES });
  const tasks: ShardTask[] = [];
  const said: string[] = [];
  const run = shardTries({
    watch,
    hangTimeoutSeconds: 5,
    isLost: () => false,
    onDeath: (text) => void said.push(text),
    run: (task) => {
      // As a message is copied.
      tasks.push({ ...task, setAside: [...task.setAside] });
      const next = tries[tasks.length - 1] ?? null;
      const pulse = openPulse(task.pulse, tasks.length);
      if (next === null) return Promise.resolve(REPLY);
      if (next !== 'none') pulse.holdRows(...next);
      return Promise.reject(new YfccError('worker-died', 'It died.'));
    },
  });
  const shard = { shard: 3, slices: { ...slices, dataset: sliceOf(LINES, { firstLine: 500 }) }, settings, redo: null };
  return { run: () => run(shard, never), tasks, said };
}

function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

const stepsOf = (tasks: readonly ShardTask[]) => tasks.map(({ isRowByRow, setAside }) => [isRowByRow, ...setAside]);

test('runs a shard once where nothing dies', async () => {
  const { run, tasks, said } = await runnerOf([]);
  assert.equal(await run(), REPLY);
  assert.deepEqual(stepsOf(tasks), [[false]]);
  assert.deepEqual(said, []);
});

test('gives a shard to another thread, row by row, and says so', async () => {
  const { run, tasks, said } = await runnerOf([[10, 40], 'none']);
  assert.equal(await run(), REPLY);
  assert.deepEqual(stepsOf(tasks), [[false], [true], [true]]);
  assert.deepEqual(said, [
    'It died. It was at shard 3, somewhere in rows 10 to 39 (lines 510 to 539). The shard is given to another thread (try 2 of 7).',
    'It died. It was at shard 3. The shard is given to another thread (try 3 of 7).',
  ]);
});

test('sets a row aside that was the one in hand at five deaths', async () => {
  const { run, tasks, said } = await runnerOf([
    [0, 40],
    [12, 13],
    [12, 13],
    [12, 13],
    [12, 13],
    [12, 13],
  ]);
  assert.equal(await run(), REPLY);
  assert.deepEqual(stepsOf(tasks), [[false], [true], [true], [true], [true], [true], [true, 12]]);
  assert.equal(
    said.at(-1),
    'It died. It was at shard 3, row 12 (line 512). 5 threads have died at that row: it is set aside as a reject, and the shard is given to another thread.',
  );
});

test('does not blame rows for a death each', async () => {
  const { run, tasks } = await runnerOf([
    [1, 2],
    [2, 3],
    [3, 4],
  ]);
  assert.equal(await run(), REPLY);
  assert.deepEqual(stepsOf(tasks).at(-1), [true]);
});

test('finds several rows', async () => {
  const { run, tasks } = await runnerOf([...times(5, [7, 8] as const), ...times(5, [30, 31] as const)]);
  assert.equal(await run(), REPLY);
  assert.deepEqual(stepsOf(tasks), [[false], ...times(4, [true]), ...times(5, [true, 7]), [true, 7, 30]]);
});

test('ends with the facts when the seventh thread dies and no row is found', async () => {
  const { run, tasks } = await runnerOf(['none', [1, 2], 'none', [1, 2], [2, 3], 'none', [2, 3]]);
  await assert.rejects(run(), {
    code: 'worker-died',
    message: 'It died. It was at shard 3, row 2 (line 502). Threads have died 7 times since a shard was finished.',
    facts: { shard: 3, source: 'dataset', line: 502 },
  });
  assert.equal(tasks.length, 7);
});

test('sets no more than ten rows of a shard aside', async () => {
  const each = Array.from({ length: 55 }, (_, k) => [Math.floor(k / 5), Math.floor(k / 5) + 1] as const);
  const { run, tasks } = await runnerOf(each);
  await assert.rejects(run(), { code: 'worker-died' });
  assert.equal(tasks.length, 55);
  assert.equal(tasks.at(-1)?.setAside.length, 10);
});

test('ends sooner when threads die over and over, over all shards, and none is finished', async () => {
  const deaths = Array.from({ length: 55 }, (_, k) => [Math.floor(k / 5), Math.floor(k / 5) + 1] as const);
  const { run } = await runnerOf([...deaths, 'none', 'none', 'none']);
  await assert.rejects(run(), { message: /have died 55 times/ });
  await assert.rejects(run(), { code: 'worker-died', message: /have died 58 times since a shard was finished/ });
});

test('counts them anew from a shard on that is finished', async () => {
  const deaths = Array.from({ length: 50 }, (_, k) => [Math.floor(k / 5), Math.floor(k / 5) + 1] as const);
  const { run } = await runnerOf([...deaths, null, ...deaths, null]);
  assert.equal(await run(), REPLY);
  assert.equal(await run(), REPLY);
});

test('says of a thread that was ended that it hung', async () => {
  const { run, said } = await runnerOf(
    [[4, 5]],
    new (class extends HangWatch {
      override isHung(): boolean {
        return true;
      }
    })({ places: 1, timeoutMs: 0, end: () => {} }),
  );
  await run();
  assert.deepEqual(said, [
    'A worker thread did not go on for 5 s (--hang-timeout), and was ended. It was at shard 3, row 4 (line 504). The shard is given to another thread (try 2 of 7).',
  ]);
});

test('gives any other error on at once', async () => {
  const watch = new HangWatch({ places: 1, timeoutMs: 0, end: () => {} });
  watch.close();
  const { slices, settings } = await taskOf(scratch, 'other', { dataset: LINES });
  for (const error of [new TypeError('a bug'), new YfccError('disk-full', 'full')]) {
    const run = shardTries({
      watch,
      hangTimeoutSeconds: 5,
      isLost: () => false,
      onDeath: assert.fail,
      run: () => Promise.reject(error),
    });
    await assert.rejects(run({ shard: 0, slices, settings, redo: null }, never), error);
  }
});

test('gives a shard to nobody else when the job is aborted', async () => {
  const watch = new HangWatch({ places: 1, timeoutMs: 0, end: () => {} });
  watch.close();
  const { slices, settings } = await taskOf(scratch, 'aborted', { dataset: LINES });
  const abort = new AbortController();
  const run = shardTries({
    watch,
    hangTimeoutSeconds: 5,
    isLost: () => false,
    onDeath: assert.fail,
    run: () => {
      abort.abort();
      return Promise.reject(new YfccError('worker-died', 'It died.'));
    },
  });
  await assert.rejects(run({ shard: 0, slices, settings, redo: null }, abort.signal), { code: 'worker-died' });
});

test('gives a shard to nobody else when there is nobody', async () => {
  const watch = new HangWatch({ places: 1, timeoutMs: 0, end: () => {} });
  watch.close();
  const { slices, settings } = await taskOf(scratch, 'lost', { dataset: LINES });
  const run = shardTries({
    watch,
    hangTimeoutSeconds: 5,
    isLost: () => true,
    onDeath: assert.fail,
    run: () => Promise.reject(new YfccError('worker-died', 'All died.')),
  });
  await assert.rejects(run({ shard: 0, slices, settings, redo: null }, never), { code: 'worker-died' });
});

test('goes on with a shard as long as others are finished between its deaths, and ends when none is', async () => {
  const watch = new HangWatch({ places: 2, timeoutMs: 0, end: () => {} });
  watch.close();
  const { slices, settings } = await taskOf(scratch, 'innocent', { dataset: LINES });
  const said: string[] = [];
  let deaths = 0;
  let othersToFinish = 10;
  const run = shardTries({
    watch,
    hangTimeoutSeconds: 5,
    isLost: () => false,
    onDeath: (text) => said.push(text),
    async run({ shard }) {
      if (shard === 1) return REPLY;
      deaths += 1;
      if (othersToFinish > 0) {
        othersToFinish -= 1;
        await run({ shard: 1, slices, settings, redo: null }, never);
      }
      throw new YfccError('worker-died', 'It died.');
    },
  });
  await assert.rejects(run({ shard: 0, slices, settings, redo: null }, never), { code: 'worker-died' });
  // The tenth is the first with none behind it, and six more are given.
  assert.equal(deaths, 16);
  assert.match(said.at(-1) ?? '', /\(try 16\)\.$/);
});
