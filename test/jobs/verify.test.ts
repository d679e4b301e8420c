import assert from 'node:assert/strict';
import { appendFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { lockOutput } from '../../src/engine/job-lock.js';
import { run } from '../../src/jobs/run.js';
import { verify } from '../../src/jobs/verify.js';
import { datasetLine } from '../core/hand-made.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('verify-job');
const dataset = join(scratch, 'dataset');
await writeFile(dataset, ['1000', '1001', '1002'].map((id) => `${datasetLine(id)}\njunk of ${id}\n`).join(''));

/** The folder of a job in three shards of two lines, one of them a reject. */
async function written(name: string): Promise<string> {
  const out = join(scratch, name);
  await run({ dataset, out, shardRows: 2, threads: 1, format: 'jsonl' });
  return out;
}

test('finds nothing wrong in a finished job, and tells how far it is', async () => {
  const out = await written('whole');
  const seen: string[] = [];
  const found = await verify(out, { threads: 1, onProgress: (shards, total) => seen.push(`${shards} of ${total}`) });
  assert.deepEqual(
    { ...found, bytes: 0 },
    { out, shards: 3, files: 3, bytes: 0, isFinished: true, problemCount: 0, problems: [] },
  );
  assert.ok(found.bytes > 0);
  assert.deepEqual(seen, ['1 of 3', '2 of 3', '3 of 3']);
});

const PROBLEMS = [
  [
    'a file that is gone',
    'meta/00001.jsonl',
    (file: string) => rm(file),
    /^meta\/00001\.jsonl: expected a file, got none$/,
  ],
  [
    'a file that is cut short',
    'meta/00002.jsonl',
    (file: string) => truncate(file, 10),
    /^meta\/00002\.jsonl: expected \d+ bytes, got 10$/,
  ],
  [
    'rejects that are cut short',
    'rejects.jsonl',
    (file: string) => truncate(file, 10),
    /^rejects\.jsonl: expected \d+ bytes, got 10$/,
  ],
  ['rejects that are gone', 'rejects.jsonl', (file: string) => rm(file), /^rejects\.jsonl: expected \d+ bytes, got 0$/],
] as const;

for (const [what, file, damage, problem] of PROBLEMS) {
  test(`names ${what}`, async () => {
    const out = await written(what);
    await damage(join(out, file));
    const { problems, problemCount } = await verify(out, { threads: 1 });
    assert.equal(problemCount, 1);
    assert.match(problems.join('\n'), problem);
  });
}

test('does not mind rejects behind those that the manifest counts', async () => {
  const out = await written('more');
  await appendFile(join(out, 'rejects.jsonl'), '{"of":"a killed run"}\n');
  assert.equal((await verify(out, { threads: 1 })).problemCount, 0);
});

test('does not look at the rejects while a run is adding to them', async () => {
  const out = await written('running');
  await truncate(join(out, 'rejects.jsonl'), 10);
  const lock = await lockOutput(out);
  assert.equal((await verify(out, { threads: 1 })).problemCount, 0);
  await lock.release();
});

test('refuses a folder without a job', async () => {
  await assert.rejects(verify(join(scratch, 'none')), { code: 'output-refused' });
});
