import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { MANIFEST_NAME } from '../../src/engine/manifest.js';
import { jobHistory } from '../../src/report/job-history.js';
import { JOB, shardLine } from '../engine/shard-line.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('job-history');

function writeManifest(shards: number): void {
  const lines = Array.from({ length: shards }, (_, k) => ({
    ...shardLine(k, { rows: 10, seconds: k + 1 }),
    isLast: k === shards - 1,
  }));
  writeFileSync(join(scratch, MANIFEST_NAME), [JOB, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''));
}

test('adds up the rows of all runs, and knows where the last one went on', async () => {
  writeManifest(3);
  assert.deepEqual(await jobHistory(scratch, 2), {
    points: [
      { seconds: 1, rows: 10 },
      { seconds: 2, rows: 20 },
      { seconds: 3, rows: 30 },
    ],
    before: { shards: 2, seconds: 2 },
  });
});

test('keeps of many shards no more than can be shown, the last one among them', async () => {
  writeManifest(1000);
  const { points = [] } = (await jobHistory(scratch, 5)) ?? {};
  assert.ok(points.length <= 60 && points.length > 30, String(points.length));
  assert.deepEqual(points.at(-1), { seconds: 1000, rows: 10_000 });
});

test('is none of a job with one run, nor of one that did nothing', async () => {
  writeManifest(3);
  assert.equal(await jobHistory(scratch, 0), null);
  assert.equal(await jobHistory(scratch, 3), null);
});
