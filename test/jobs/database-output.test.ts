import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { DATABASE_NAME, PARTIAL_NAME, stagedName } from '../../src/core/database-names.js';
import { DatabaseOutput } from '../../src/jobs/database-output.js';
import { NO_TOTALS } from '../../src/jobs/totals.js';
import { newContext } from '../sinks/context.js';
import { NO_PYTHON_SQLITE, querySqlite } from '../sinks/read-sqlite.js';
import { stageShard } from '../sinks/staged.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('database-output');

/** A job's folder with the shard, of five records, that is to be added. */
async function folderWith(name: string, shard: number) {
  const context = await newContext(scratch, name, shard);
  await stageShard(context, 5);
  return { ...context, content: null, close: () => Promise.resolve() };
}

test('has its name only when it is whole, however many runs it took', { skip: NO_PYTHON_SQLITE }, async () => {
  const folder = await folderWith('two-runs', 0);
  const [partial, path] = [PARTIAL_NAME, DATABASE_NAME].map((name) => join(folder.outDir, name)) as [string, string];
  const first = new DatabaseOutput(folder, false);
  await first.open(NO_TOTALS);
  await first.add(0, 5);
  await first.close();
  assert.ok(existsSync(partial) && !existsSync(path) && !existsSync(`${partial}.lock`));
  await folderWith('two-runs', 1);
  const done = { ...NO_TOTALS, shards: 1, records: 5 };
  const second = new DatabaseOutput(folder, false);
  await second.open(done);
  await second.add(1, 5);
  await second.finish({ ...done, shards: 2, records: 10 });
  await second.close();
  assert.ok(!existsSync(partial));
  assert.deepEqual(querySqlite(path, 'SELECT shard, records FROM yfcc100m_shards'), [
    [0, 5],
    [1, 5],
  ]);
  // A run that finds all done, and only the name to be given.
  await rename(path, partial);
  const third = new DatabaseOutput(folder, false);
  await third.finish({ ...NO_TOTALS, shards: 2, records: 10 });
  await third.finish({ ...NO_TOTALS, shards: 2, records: 10 });
  await third.close();
  assert.ok(existsSync(path) && !existsSync(partial));
});

test("fails with the shard's number and the file", async () => {
  const folder = await folderWith('failing', 0);
  const output = new DatabaseOutput(folder, false);
  const file = join(folder.outDir, PARTIAL_NAME);
  try {
    await assert.rejects(output.open({ ...NO_TOTALS, shards: 2, records: 7 }), {
      code: 'resume-refused',
      facts: { file },
    });
    await output.open(NO_TOTALS);
    await output.add(0, 5);
    // What was added is gone, and can't be added twice.
    assert.ok(!existsSync(join(folder.tmpDir, stagedName(0))));
    await assert.rejects(output.add(0, 5), { code: 'write-failed', facts: { file, shard: 0 } });
  } finally {
    await output.close();
  }
});
