import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { DatabaseWriter } from '../../src/sqlite/database-writer.js';
import { newContext } from '../sinks/context.js';
import { databaseContent, NO_PYTHON_SQLITE, querySqlite } from '../sinks/read-sqlite.js';
import { stageShard } from '../sinks/staged.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('sqlite-writer');
const skip = NO_PYTHON_SQLITE;

/** The database of a shard of three records, the ids of which begin at 1000. */
async function staged(name: string, shard: number): Promise<string> {
  return stageShard(await newContext(scratch, `${name}-${shard}`, shard), 3);
}

test('puts shard behind shard, and removes what they came in', { skip }, async () => {
  const file = join(scratch, 'whole.sqlite');
  const writer = DatabaseWriter.open(file, 0, 0, false);
  for (const shard of [0, 1]) {
    const path = await staged('whole', shard);
    writer.add(path, shard, 3);
    assert.ok(!existsSync(path));
  }
  writer.close(true);
  const { check, journal, dataset, parts, shards } = databaseContent(file);
  assert.deepEqual([check, journal], [[['ok']], [['delete']]]);
  const ids = [1000, 1001, 1002, 1000, 1001, 1002].map((id, k) => [k + 1, id]);
  for (const rows of [dataset, parts]) {
    assert.deepEqual(
      rows?.map((row) => Array.isArray(row) && row.slice(0, 2)),
      ids,
    );
  }
  assert.deepEqual(shards, [
    [0, 0, 3, 3],
    [1, 1, 3, 6],
  ]);
  assert.ok(!existsSync(`${file}-wal`) && !existsSync(`${file}.lock`));
});

test('takes out a shard that the manifest does not know of, and puts it in once', { skip }, async () => {
  const file = join(scratch, 'again.sqlite');
  const first = DatabaseWriter.open(file, 0, 0, false);
  for (const shard of [0, 1]) first.add(await staged('first', shard), shard, 3);
  first.close(false);
  const second = DatabaseWriter.open(file, 1, 3, false);
  second.add(await staged('second', 1), 1, 3);
  second.close(true);
  assert.deepEqual(querySqlite(file, 'SELECT shard, records, last_rowid FROM yfcc100m_shards'), [
    [0, 3, 3],
    [1, 3, 6],
  ]);
  assert.deepEqual(querySqlite(file, 'SELECT count(*), max(rowid) FROM yfcc100m_parts'), [[6, 6]]);
});

test('refuses a database that lacks what the manifest says', async () => {
  const file = join(scratch, 'other.sqlite');
  const writer = DatabaseWriter.open(file, 0, 0, false);
  writer.add(await staged('other', 0), 0, 3);
  writer.close(false);
  assert.throws(() => DatabaseWriter.open(file, 1, 4, false), {
    code: 'resume-refused',
    message: `Expected ${file} to have the 1 shards of the manifest with 4 records, got 1 with 3. Give another --out, or --overwrite to begin anew.`,
    facts: { file },
  });
  assert.throws(() => DatabaseWriter.open(join(scratch, 'gone.sqlite'), 2, 6, false), {
    code: 'resume-refused',
    message: /the 2 shards of the manifest with 6 records, got 0 with 0\./,
  });
});

test('refuses a file that is no database, and begins one anew where no shard was done', () => {
  const file = join(scratch, 'junk.sqlite');
  writeFileSync(file, 'no database at all, and long enough to be taken for one'.repeat(100));
  assert.throws(() => DatabaseWriter.open(file, 1, 3, false), {
    code: 'resume-refused',
    message: `Expected ${file} to be this job's database, got a file that SQLite can't read: file is not a database. Give --overwrite to begin anew.`,
  });
  const writer = DatabaseWriter.open(file, 0, 0, false);
  writer.close(true);
});

test('fails with what the system says where nothing can be written', () => {
  const file = join(scratch, 'nowhere', 'a.sqlite');
  assert.throws(() => DatabaseWriter.open(file, 0, 0, false), { code: 'ENOENT', syscall: 'open', path: file });
});
