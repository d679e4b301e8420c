import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import test from 'node:test';
import { datasetLine } from '../core/hand-made.js';
import { listen } from '../listen.js';
import { scratchFolder } from '../whole/scratch.js';
import { runMain, runMainWith } from './fake-terminal.js';

const scratch = await scratchFolder('run-command');
const dataset = join(scratch, 'dataset');
await writeFile(dataset, Array.from({ length: 50 }, (_, k) => `${datasetLine(String(1000 + k))}\n`).join(''));

const argvOf = (out: string): string[] => [
  'run',
  '--dataset',
  dataset,
  '--out',
  join(scratch, out),
  '--shard-rows',
  '1',
  '--threads',
  '1',
];

for (const [times, what] of [
  [1, 'a signal'],
  [2, 'two signals'],
] as const) {
  test(`ends with 130 after ${what}, and goes on with the same command`, async () => {
    const argv = argvOf(what);
    const stopped = await runMainWith((text, signals) => {
      if (text.startsWith('yfcc: writing')) for (let k = 0; k < times; k++) signals.emit('SIGINT');
    }, argv);
    assert.deepEqual([stopped.code, stopped.handlers], [130, 0]);
    assert.match(stopped.stderr, /warning: finishing the shards in flight; once more to stop at once\n/);
    const resumed = await runMain(...argv);
    assert.equal(resumed.code, 0);
    assert.match(resumed.stdout, /^Done: 50 records of 50 rows, 50 files/);
  });
}

test('does nothing more when it is given again for a finished job', async () => {
  const argv = argvOf('finished');
  const first = await runMain(...argv);
  const second = await runMain(...argv);
  assert.deepEqual([first.code, second.code], [0, 0]);
  assert.match(second.stderr, /going on behind 50 finished shards\n$/);
  assert.match(second.stdout, /^Done: 50 records of 50 rows, 50 files, [^/]*\.\n/);
});

test('gives metrics while the job runs, at the address that it says, and then no more', async () => {
  const asked: Promise<string>[] = [];
  let url = '';
  const { code, stderr } = await runMainWith(
    (text) => {
      [, url = url] = /^yfcc: metrics at (.*)\n$/.exec(text) ?? [];
      if (text.startsWith('yfcc: writing')) asked.push(fetch(url).then((response) => response.text()));
    },
    [...argvOf('metrics'), '--metrics', '0'],
  );
  assert.equal(code, 0, stderr);
  assert.match(await (asked[0] ?? ''), /^yfcc_job_state\{state="running"\} 1$/m);
  await assert.rejects(fetch(url));
});

test('refuses a port in use before the job begins, in a line or an event', async () => {
  const server = createServer();
  const port = String(await listen(server));
  const [words, event] = [
    await runMain(...argvOf('in-use'), '--metrics', port),
    await runMain(...argvOf('in-use'), '--log', 'json', '--metrics', port),
  ];
  server.close();
  assert.deepEqual([words.code, event.code], [2, 2]);
  assert.match(
    words.stderr,
    /^yfcc: Expected --metrics to be a port that is free at 127\.0\.0\.1, got \d+, which is in use/,
  );
  const { time: _, ...said } = JSON.parse(event.stderr);
  assert.deepEqual([said.event, said.code], ['error', 'usage']);
  assert.equal(existsSync(join(scratch, 'in-use')), false);
});

test('does not take the metrics for an option of the job: the same job goes on with others, or none', async () => {
  const first = await runMain(...argvOf('other'), '--metrics', '0', '--metrics-host', '127.0.0.2');
  assert.match(first.stderr, /metrics at http:\/\/127\.0\.0\.2:/);
  const second = await runMain(...argvOf('other'));
  assert.deepEqual([first.code, second.code], [0, 0], second.stderr);
  assert.doesNotMatch(readFileSync(join(scratch, 'other', 'manifest.jsonl'), 'utf8'), /metrics/i);
});
