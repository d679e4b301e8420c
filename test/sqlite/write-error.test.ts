import assert from 'node:assert/strict';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { asWriteError } from '../../src/sqlite/write-error.js';
import { NO_FULL_DISK } from '../sinks/context.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('sqlite-write-error');
const trouble = new Error('disk I/O error');

test('says what the system says of the file', { skip: NO_FULL_DISK }, () => {
  const file = join(scratch, 'full.sqlite');
  symlinkSync('/dev/full', file);
  const error = asWriteError(trouble, file);
  assert.equal(error.code, 'disk-full');
  assert.equal(
    error.message,
    `No room to write ${file} (ENOSPC). Make room (space, quota or file-size limit), then give the same command again: it goes on where it stopped.`,
  );
  assert.deepEqual(error.facts, { file });
});

test('says what the system says of its log', { skip: NO_FULL_DISK }, () => {
  const file = join(scratch, 'logged.sqlite');
  writeFileSync(file, 'rows');
  symlinkSync('/dev/full', `${file}-wal`);
  assert.equal(asWriteError(trouble, file).code, 'disk-full');
});

test('says what SQLite says when there is room, and leaves the file as it is', () => {
  const file = join(scratch, 'roomy.sqlite');
  writeFileSync(file, 'rows');
  const error = asWriteError(trouble, file);
  assert.equal(error.code, 'write-failed');
  assert.equal(
    error.message,
    `Could not write ${file}: disk I/O error. See that there is room, then give the same command again.`,
  );
  assert.equal(readFileSync(file, 'utf8'), 'rows');
});
