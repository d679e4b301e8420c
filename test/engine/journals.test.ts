import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { clearJournals, removeJournal } from '../../src/engine/journals.js';
import type { ManifestContent } from '../../src/engine/manifest.js';
import { scratchFolder } from '../whole/scratch.js';
import { JOB, shardLine } from './shard-line.js';

const scratch = await scratchFolder('journals');

/** A folder with the journals of shards 0 to 2. */
function folderWith(name: string): string {
  const out = join(scratch, name);
  mkdirSync(join(out, '.yfcc.part'), { recursive: true });
  for (const shard of [0, 1, 2]) writeFileSync(join(out, '.yfcc.part', `0000${shard}`), '{}');
  return out;
}

const left = (out: string): string[] => readdirSync(join(out, '.yfcc.part'));

function contentOf(shards: number, isFinished: boolean): ManifestContent {
  const lines = Array.from({ length: shards }, (_, k) => ({
    ...shardLine(k, { isLast: isFinished && k === shards - 1 }),
    rejectsBytes: 0,
  }));
  return { job: JOB, bytes: 0, shards: lines };
}

test('removes the journal of a shard, and minds none that is not there', async () => {
  const out = folderWith('one');
  await removeJournal(out, 1);
  await removeJournal(out, 7);
  assert.deepEqual(left(out), ['00000', '00002']);
});

test('removes all for a new job', async () => {
  const out = folderWith('new');
  await clearJournals(out, null);
  assert.ok(!existsSync(join(out, '.yfcc.part')));
});

for (const [name, content, rest] of [
  ['keeps those of a job that was killed in its first shards', contentOf(0, false), ['00000', '00001', '00002']],
  ['removes those of shards that are done', contentOf(2, false), ['00002']],
  ['keeps those of a finished job, which is being gone over again', contentOf(3, true), ['00000', '00001', '00002']],
] as const) {
  test(name, async () => {
    const out = folderWith(name);
    await clearJournals(out, content);
    assert.deepEqual(left(out), rest);
  });
}

test('minds no folder that is not there', () => clearJournals(join(scratch, 'none'), contentOf(1, false)));
