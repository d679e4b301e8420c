import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { lockOutput } from '../../src/engine/job-lock.js';
import { ManifestWriter, type ShardLine } from '../../src/engine/manifest.js';
import { status } from '../../src/jobs/status.js';
import { JOB, shardLine } from '../engine/shard-line.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('status');

/** A job's folder whose shards are these. */
async function jobFolder(name: string, shards: readonly Partial<ShardLine>[]): Promise<string> {
  const folder = join(scratch, name);
  await mkdir(folder);
  const writer = await ManifestWriter.open(folder, JOB, null);
  for (const [k, shard] of shards.entries()) await writer.append(shardLine(k, shard), new Uint8Array());
  await writer.close();
  return folder;
}

test('tells everything of a finished job', async () => {
  const out = await jobFolder('finished', [
    {
      progress: 0.5,
      seconds: 2,
      outcomes: { ok: 1 },
      gaps: { autotags: 0, exif: 3, places: 0, hash: 0 },
      lost: ['exif'],
    },
    {
      progress: 1,
      seconds: 4,
      isLast: true,
      rejects: { dataset: 1, autotags: 0, exif: 2, places: 0, hash: 0 },
      files: 5,
      bytes: 99,
      wrongHashes: 6,
      unread: ['places'],
    },
  ]);
  assert.deepEqual(await status(out), {
    out,
    finished: true,
    pid: null,
    rows: 20,
    records: 20,
    rejects: 3,
    rejectsBySource: { dataset: 1, autotags: 0, exif: 2, places: 0, hash: 0 },
    shards: { done: 2, total: 2 },
    outcomes: { ok: 1 },
    putOff: 0,
    gaps: { autotags: 0, exif: 3, places: 0, hash: 0 },
    lost: { autotags: 0, exif: 1, places: 0, hash: 0 },
    unread: ['places'],
    badItems: { autotags: 0, exif: 0, places: 0 },
    shortIds: 0,
    wrongHashes: 6,
    files: 5,
    bytes: 99,
    seconds: 4,
    rowsPerSecond: 5,
    remainingSeconds: 0,
    sources: JOB.paths,
  });
});

test('estimates what is left of a job that is not finished', async () => {
  const { finished, shards, remainingSeconds } = await status(
    await jobFolder('going', [{ progress: 0.25, seconds: 10 }]),
  );
  assert.deepEqual([finished, shards, remainingSeconds], [false, { done: 1, total: 4 }, 30]);
});

test('estimates at least one shard more than are done, until the last one is', async () => {
  const { shards } = await status(await jobFolder('almost', [{ progress: 0.5 }, { progress: 1 }]));
  assert.deepEqual(shards, { done: 2, total: 3 });
});

test('knows nothing yet before the first shard', async () => {
  const { shards, rows, rowsPerSecond, remainingSeconds } = await status(await jobFolder('new', []));
  assert.deepEqual([shards, rows, rowsPerSecond, remainingSeconds], [{ done: 0, total: null }, 0, 0, null]);
});

test('names the process that is writing the folder', async () => {
  const out = await jobFolder('running', []);
  const lock = await lockOutput(out);
  assert.equal((await status(out)).pid, process.pid);
  await lock.release();
  assert.equal((await status(out)).pid, null);
});

test('refuses a folder without a job', async () => {
  await assert.rejects(status(join(scratch, 'none')), {
    code: 'output-refused',
    message: `Expected a job's folder with a manifest.jsonl, got ${join(scratch, 'none')}.`,
  });
});
