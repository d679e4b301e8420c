import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { datasetLine } from '../core/hand-made.js';
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
