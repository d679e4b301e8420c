import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { databaseProblems } from '../../src/sqlite/database-check.js';
import { DatabaseWriter } from '../../src/sqlite/database-writer.js';
import { Database } from '../../src/sqlite/database.js';
import { newContext } from '../sinks/context.js';
import { stageShard } from '../sinks/staged.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('sqlite-check');

test('finds what a database has too little or too much of', async () => {
  const file = join(scratch, 'a.sqlite');
  const writer = DatabaseWriter.open(file, 0, 0, false);
  writer.add(await stageShard(await newContext(scratch, 'a', 0), 4), 0, 4);
  writer.close(true);
  const database = Database.write(file, 'wal');
  assert.deepEqual(databaseProblems(database, 1, 4), []);
  database.exec('DELETE FROM yfcc100m_parts WHERE rowid = 2');
  assert.deepEqual(databaseProblems(database, 1, 4), ['expected 4 rows in yfcc100m_parts, got 3']);
  assert.deepEqual(databaseProblems(database, 2, 5), [
    'expected 2 shards, got 1',
    'expected 5 records, got 4',
    'expected 5 rows in yfcc100m_dataset, got 4',
    'expected 5 rows in yfcc100m_parts, got 3',
  ]);
  database.close();
});
