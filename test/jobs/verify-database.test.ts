import assert from 'node:assert/strict';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { DATABASE_NAME, PARTIAL_NAME } from '../../src/core/database-names.js';
import { run } from '../../src/jobs/run.js';
import { verifyDatabase } from '../../src/jobs/verify-database.js';
import { makeLines, writeSources } from '../whole/sources.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('verify-database');

test("reads a finished job's database, and only looks for that of another", async () => {
  const out = join(scratch, 'out');
  const { totals } = await run({
    in: writeSources(join(scratch, 'in'), makeLines(60)),
    out,
    format: 'sqlite',
    shardRows: 20,
    threads: 1,
  });
  const { shards, records } = totals;
  const problemsOf = async (expected: Parameters<typeof verifyDatabase>[1]) =>
    (await verifyDatabase(out, expected)).problems;
  assert.deepEqual([shards, records], [3, 60]);
  assert.deepEqual(await problemsOf({ shards, records, isFinished: true }), []);
  assert.deepEqual(await problemsOf({ shards, records: 61, isFinished: true }), [
    'yfcc100m.sqlite: expected 61 records, got 60',
    'yfcc100m.sqlite: expected 61 rows in yfcc100m_dataset, got 60',
    'yfcc100m.sqlite: expected 61 rows in yfcc100m_parts, got 60',
  ]);
  assert.deepEqual(await problemsOf({ shards, records, isFinished: false }), [
    'yfcc100m.sqlite.partial: expected a file, got none',
  ]);
  await rename(join(out, DATABASE_NAME), join(out, PARTIAL_NAME));
  for (const isFinished of [true, false]) assert.deepEqual(await problemsOf({ shards, records, isFinished }), []);
  await rm(join(out, PARTIAL_NAME));
  assert.deepEqual(await problemsOf({ shards, records, isFinished: true }), [
    'yfcc100m.sqlite: expected a file, got none',
  ]);
});
