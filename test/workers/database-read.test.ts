import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import databaseRead from '../../workers/database-read.js';
import { newContext } from '../sinks/context.js';
import { stageShard } from '../sinks/staged.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('database-read');
const file = await stageShard(await newContext(scratch, 'rows', 0), 5);
const link = join(scratch, 'link');

/** The ids of the lines. */
function idsOf(bytes: Uint8Array): string[] {
  return [...Buffer.from(bytes).toString().matchAll(/^\d+/gm)].map(([id]) => id);
}

test('counts rows, and gives their lines behind a row or behind some of them', () => {
  assert.deepEqual(databaseRead({ file, link, kind: 'count' }), { status: 'rows', rows: 5 });
  const read = (after: number | null, skip: number) => {
    const reply = databaseRead({ file, link, kind: 'lines', after, skip });
    assert.ok(reply.status === 'lines');
    return [idsOf(reply.bytes), reply.last, reply.progress];
  };
  assert.deepEqual(read(null, 0), [['1000', '1001', '1002', '1003', '1004'], 5, 1]);
  assert.deepEqual(read(null, 4), [['1004'], 5, 1]);
  assert.deepEqual(read(2, 0), [['1002', '1003', '1004'], 5, 1]);
  assert.deepEqual(read(5, 0), [[], null, 1]);
  assert.deepEqual(read(null, 6), [[], null, 1]);
});

test('gives expected failures back as values', () => {
  const junk = join(scratch, 'junk.sql');
  writeFileSync(junk, `SQLite format 3\0${'junk'.repeat(2000)}`);
  assert.deepEqual(databaseRead({ file: junk, link: join(scratch, 'junk-link'), kind: 'count' }), {
    status: 'failed',
    code: 'bad-input',
    message: `Expected ${junk} to be a whole SQLite database, got: file is not a database. Check the copy with \`sqlite3 ${junk} 'PRAGMA integrity_check'\`, or get it again.`,
    file: junk,
  });
  const gone = join(scratch, 'gone.sql');
  const reply = databaseRead({ file: gone, link: join(scratch, 'gone-link'), kind: 'count' });
  assert.equal(reply.status === 'failed' && reply.code, 'bad-input');
});

test('finds what is wrong with the database of a job', () => {
  const checked = databaseRead({ file, link: join(scratch, 'check'), kind: 'check', shards: 1, records: 5 });
  // The database of one shard has no table of shards.
  assert.deepEqual(checked, { status: 'checked', problems: ['no such table: yfcc100m_shards'] });
});
