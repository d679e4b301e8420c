import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { run } from '../../src/jobs/run.js';
import type { Reporter } from '../../src/jobs/reporter.js';
import type { RunOptions } from '../../src/jobs/run-options.js';
import { rowsOf } from '../engine/aligned.js';
import { startSilentServer } from '../whole/silent-server.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('run');
const dataset = join(scratch, 'dataset');
await writeFile(dataset, rowsOf(0, 50).join('\n'));

const optionsOf = (out: string): RunOptions => ({
  dataset,
  out: join(scratch, out),
  format: 'jsonl',
  threads: 1,
  shardRows: 10,
});

/** A reporter that remembers what it was told, and does `onStart` when the job begins. */
function listener(onStart: () => void = () => {}): { readonly reporter: Reporter; readonly told: unknown[][] } {
  const told: unknown[][] = [];
  const reporter: Reporter = {
    start(job) {
      told.push(['start', job]);
      onStart();
    },
    warn: (text) => void told.push(['warn', text]),
    end: (summary) => void told.push(['end', summary]),
    fail: (error) => void told.push(['fail', error]),
  };
  return { reporter, told };
}

test('tells the reporter when it begins and ends, and gives the summary', async () => {
  const options = optionsOf('whole');
  const { reporter, told } = listener();
  const summary = await run(options, { reporter });
  assert.deepEqual(told, [
    ['start', { out: options.out, threads: 1, resumedShards: 0 }],
    ['end', summary],
  ]);
  const { totals, isInterrupted, isOverLimit } = summary;
  assert.deepEqual([totals.rows, totals.shards, isInterrupted, isOverLimit], [50, 5, false, false]);
});

test('is content when it is stopped, and says that it was interrupted', async () => {
  const stop = new AbortController();
  const { reporter, told } = listener(() => stop.abort());
  const summary = await run(optionsOf('stopped'), { reporter, stop: stop.signal });
  assert.deepEqual([summary.totals.shards, summary.isInterrupted], [0, true]);
  assert.deepEqual(
    told.map(([what]) => what),
    ['start', 'end'],
  );
  assert.equal((await run(optionsOf('stopped'))).totals.rows, 50);
});

test('rejects when it is aborted in the middle, tells the reporter, and leaves a folder to go on with', async () => {
  const silent = await startSilentServer();
  try {
    const abort = new AbortController();
    const { reporter, told } = listener();
    const media = { media: 'photos', mediaUrlTemplate: `${silent.origin}/{photo_id}.jpg`, allowPrivate: true } as const;
    const options: RunOptions = { ...optionsOf('aborted'), ...media };
    const running = run(options, { reporter, abort: abort.signal });
    await silent.requests(1);
    abort.abort();
    const error = await running.catch((caught: unknown) => caught);
    await assert.rejects(running, {
      code: 'interrupted',
      message: 'Stopped at once. Give the same command again to go on.',
    });
    assert.deepEqual(
      told.map(([what]) => what),
      ['start', 'fail'],
    );
    assert.equal(told[1]?.[1], error);
    assert.deepEqual((await readdir(options.out ?? '')).toSorted(), ['.yfcc.part', 'manifest.jsonl', 'rejects.jsonl']);
  } finally {
    await silent.close();
  }
});

test('rejects also when it is aborted before the first shard', async () => {
  const abort = new AbortController();
  const { reporter, told } = listener(() => abort.abort());
  await assert.rejects(run(optionsOf('at once'), { reporter, abort: abort.signal }), { code: 'interrupted' });
  assert.deepEqual(
    told.map(([what]) => what),
    ['start', 'fail'],
  );
});

test('tells the reporter of an error that comes before it begins', async () => {
  const { reporter, told } = listener();
  const running = run({ ...optionsOf('usage'), threads: 0 }, { reporter });
  await assert.rejects(running, { code: 'usage' });
  assert.deepEqual(told, [['fail', await running.catch((caught: unknown) => caught)]]);
});
