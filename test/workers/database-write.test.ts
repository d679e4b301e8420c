import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import databaseWrite from '../../workers/database-write.js';
import { newContext } from '../sinks/context.js';
import { NO_PYTHON_SQLITE, querySqlite } from '../sinks/read-sqlite.js';
import { stageShard } from '../sinks/staged.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('database-write');

test('opens a database, adds shards to it and closes it', { skip: NO_PYTHON_SQLITE }, async () => {
  const file = join(scratch, 'a.sqlite');
  const staged = await stageShard(await newContext(scratch, 'a', 0), 5);
  assert.deepEqual(databaseWrite({ kind: 'open', file, shards: 0, records: 0, hasImages: false }), { status: 'done' });
  assert.deepEqual(databaseWrite({ kind: 'add', file: staged, shard: 0, records: 5 }), { status: 'done' });
  assert.deepEqual(databaseWrite({ kind: 'close', isWhole: true }), { status: 'done' });
  assert.deepEqual(querySqlite(file, 'SELECT count(*), min(photoid) FROM yfcc100m_dataset'), [[5, 1000]]);
});

for (const hasImages of [false, true]) {
  test(`has columns for pictures: ${hasImages}`, { skip: NO_PYTHON_SQLITE }, () => {
    const file = join(scratch, `pictures-${hasImages}.sqlite`);
    databaseWrite({ kind: 'open', file, shards: 0, records: 0, hasImages });
    databaseWrite({ kind: 'close', isWhole: true });
    const names = querySqlite(file, "SELECT name FROM pragma_table_info('yfcc100m_media')").flat();
    const ofPictures = hasImages ? ['width', 'height', 'format', 'phash'] : [];
    assert.deepEqual(names, ['photoid', 'path', 'bytes', 'sha256', 'type', 'outcome', ...ofPictures]);
  });
}

test('gives expected failures back as values', () => {
  const file = join(scratch, 'nowhere', 'a.sqlite');
  assert.deepEqual(databaseWrite({ kind: 'open', file, shards: 0, records: 0, hasImages: false }), {
    status: 'failed',
    code: 'write-failed',
    message: `Could not write ${file}: ENOENT: no such file or directory, open '${file}'.`,
    file,
  });
  const gone = join(scratch, 'gone.sqlite');
  const reply = databaseWrite({ kind: 'open', file: gone, shards: 3, records: 9, hasImages: false });
  assert.equal(reply.status === 'failed' && reply.code, 'resume-refused');
});

test('takes a shard without a database for the bug that it is', () => {
  assert.throws(
    () => databaseWrite({ kind: 'add', file: 'a', shard: 0, records: 0 }),
    /A shard came before its database was opened/,
  );
});
