import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Database, isSqliteError } from '../../src/sqlite/database.js';
import { NO_PYTHON_SQLITE, querySqlite } from '../sinks/read-sqlite.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('sqlite-database');

test('writes a file that others may read, as far as the umask lets them', () => {
  const path = join(scratch, 'mode.sqlite');
  const umask = process.umask(0o022);
  try {
    Database.write(path, 'none').close();
  } finally {
    process.umask(umask);
  }
  assert.equal(statSync(path).mode & 0o777, 0o644);
});

test('gives back what it was given, also to another reader', { skip: NO_PYTHON_SQLITE }, () => {
  const path = join(scratch, 'values.sqlite');
  const database = Database.write(path, 'none');
  database.exec('CREATE TABLE t (a, b, c, d)');
  const insert = database.prepare('INSERT INTO t VALUES (?, ?, ?, ?)');
  insert.run(['Z\u00fcrich', 1.5, Buffer.from([255, 0]), null]);
  insert.finalize();
  assert.deepEqual(
    { ...database.get('SELECT * FROM t') },
    { a: 'Z\u00fcrich', b: 1.5, c: Uint8Array.of(255, 0), d: null },
  );
  assert.equal(database.get('SELECT * FROM t WHERE b = ?', [2]), null);
  assert.deepEqual(database.all('SELECT b FROM t'), [{ b: 1.5 }]);
  database.close();
  database.close();
  assert.deepEqual(querySqlite(path, 'SELECT * FROM t'), [['Z\u00fcrich', 1.5, { blob: '\u00ff\0' }, null]]);
});

test('undoes a transaction that throws, and none of those before', () => {
  const database = Database.write(join(scratch, 'undone.sqlite'), 'wal');
  database.exec('CREATE TABLE t (a)');
  database.transaction(() => database.exec('INSERT INTO t VALUES (1)'));
  assert.throws(
    () =>
      database.transaction(() => {
        database.exec('INSERT INTO t VALUES (2)');
        database.exec('INSERT INTO nowhere VALUES (3)');
      }),
    (error: unknown) => isSqliteError(error) && error.message === 'no such table: nowhere',
  );
  assert.deepEqual(database.all('SELECT a FROM t'), [{ a: 1 }]);
  database.close();
});

/** Changes and adds rows in a transaction that is larger than SQLite's cache, and is killed in it. */
const DOOMED = `
const { Database } = await import(process.argv[1]);
const database = Database.write(process.argv[2], 'wal');
database.exec('CREATE TABLE t (a, b)');
database.exec("INSERT INTO t SELECT value, 'first' FROM json_each('" + JSON.stringify(Array(1000).fill(0)) + "')");
database.transaction(() => {
  database.exec("UPDATE t SET b = 'second'");
  const insert = database.prepare('INSERT INTO t VALUES (?, ?)');
  for (let k = 0; k < 8000; k++) insert.run([k, 'x'.repeat(1000)]);
  process.kill(process.pid, 'SIGKILL');
});
`;

test('takes back the transaction that a killed process was in, and its lock', () => {
  const path = join(scratch, 'killed.sqlite');
  const module = new URL('../../src/sqlite/database.js', import.meta.url).href;
  const { signal, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', DOOMED, module, path]);
  assert.equal(signal, 'SIGKILL', stderr.toString());
  assert.ok(existsSync(`${path}.lock`) && statSync(`${path}-wal`).size > 1 << 22, 'the kill came in the middle');
  const database = Database.write(path, 'wal');
  assert.deepEqual(database.all('SELECT b, count(*) AS n FROM t GROUP BY b'), [{ b: 'first', n: 1000 }]);
  assert.deepEqual(database.all('PRAGMA integrity_check'), [{ integrity_check: 'ok' }]);
  database.exec('PRAGMA journal_mode = DELETE');
  database.close();
  assert.ok(!existsSync(`${path}.lock`) && !existsSync(`${path}-wal`));
});

test('reads through a link, and puts its lock beside that', () => {
  const folder = join(scratch, 'read-only');
  mkdirSync(folder);
  const path = join(folder, 'a.sqlite');
  const written = Database.write(path, 'none');
  written.exec('CREATE TABLE t (a); INSERT INTO t VALUES (7)');
  written.close();
  const link = join(scratch, 'link');
  symlinkSync(path, link);
  // Root may write all the same; that nothing is there is asserted, too.
  chmodSync(folder, 0o555);
  const database = Database.read(link);
  assert.deepEqual(database.all('SELECT a FROM t'), [{ a: 7 }]);
  assert.throws(() => database.exec('INSERT INTO t VALUES (8)'), /readonly/);
  assert.ok(!existsSync(`${path}.lock`));
  database.close();
  chmodSync(folder, 0o755);
});
