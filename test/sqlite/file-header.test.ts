import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { before } from 'node:test';
import { Database } from '../../src/sqlite/database.js';
import { checkReadable } from '../../src/sqlite/file-header.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('sqlite-header');
const plain = join(scratch, 'plain.sqlite');

before(() => {
  const database = Database.write(plain, 'none');
  database.exec('CREATE TABLE t (a)');
  database.close();
});

/** A copy with one byte of the header changed. */
function changed(name: string, at: number, byte: number): string {
  const bytes = readFileSync(plain);
  bytes[at] = byte;
  const file = join(scratch, name);
  writeFileSync(file, bytes);
  return file;
}

test('takes a plain database, and an empty log beside it', () => {
  checkReadable(plain);
  writeFileSync(`${plain}-wal`, '');
  checkReadable(plain);
});

const REFUSED = [
  ['a database in UTF-16', () => changed('utf-16', 59, 2), /got UTF-16\. Make another/],
  [
    'a database with a log',
    () => changed('logged', 19, 2),
    /got one with a write-ahead log\. Close that with `sqlite3 /,
  ],
  [
    'a file that ends in its header',
    () => {
      const file = join(scratch, 'cut');
      writeFileSync(file, readFileSync(plain).subarray(0, 99));
      return file;
    },
    /got a file that ends in its header\. Get it again\./,
  ],
  [
    'a database in the middle of a change',
    () => {
      const file = changed('changing', 59, 1);
      writeFileSync(`${file}-journal`, 'something');
      return file;
    },
    /got one with .+changing-journal beside it\. Wait for its writer/,
  ],
] as const;
for (const [what, make, message] of REFUSED) {
  test(`refuses ${what}`, () => {
    const file = make();
    assert.throws(() => checkReadable(file), { code: 'bad-input', message, facts: { file, source: 'dataset' } });
  });
}
