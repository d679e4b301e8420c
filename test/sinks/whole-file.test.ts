import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { WholeFile } from '../../src/sinks/whole-file.js';
import { scratchFolder } from '../whole/scratch.js';
import { filesIn, newContext, NO_FULL_DISK } from './context.js';

const scratch = await scratchFolder('whole-file');

test('appears under its final name only when it is closed, with its bytes and checksum', async () => {
  const context = await newContext(scratch, 'close');
  const file = new WholeFile(context, 'meta/00007.jsonl');
  file.write(Buffer.from('one\n'));
  file.write(Buffer.from('two\n'));
  assert.deepEqual(await filesIn(context.outDir), ['.tmp/meta~00007.jsonl']);
  const sha256 = createHash('sha256').update('one\ntwo\n').digest('hex');
  assert.deepEqual(file.close(), { path: 'meta/00007.jsonl', bytes: 8, sha256 });
  assert.deepEqual(await filesIn(context.outDir), ['meta/00007.jsonl']);
  assert.equal(await readFile(join(context.outDir, 'meta/00007.jsonl'), 'utf8'), 'one\ntwo\n');
});

test('may be empty', async () => {
  const context = await newContext(scratch, 'empty');
  assert.equal(new WholeFile(context, 'a').close().bytes, 0);
  assert.deepEqual(await filesIn(context.outDir), ['a']);
});

test('leaves nothing when it is aborted, also twice', async () => {
  const context = await newContext(scratch, 'abort');
  const file = new WholeFile(context, 'a/b');
  file.write(Buffer.from('half'));
  file.abort();
  file.abort();
  assert.deepEqual(await filesIn(context.outDir), []);
});

test('stays when it is aborted after it was closed', async () => {
  const context = await newContext(scratch, 'late');
  const file = new WholeFile(context, 'a');
  file.close();
  file.abort();
  assert.deepEqual(await filesIn(context.outDir), ['a']);
});

test('takes the place of what an earlier attempt left, under both names', async () => {
  const context = await newContext(scratch, 'again');
  await writeFile(join(context.tmpDir, 'a'), 'longer than what comes now');
  await writeFile(join(context.outDir, 'a'), 'old');
  const file = new WholeFile(context, 'a');
  file.write(Buffer.from('new'));
  file.close();
  assert.equal(await readFile(join(context.outDir, 'a'), 'utf8'), 'new');
});

test('throws what the system throws when there is no room, and leaves nothing', { skip: NO_FULL_DISK }, async () => {
  const context = await newContext(scratch, 'full');
  await symlink('/dev/full', join(context.tmpDir, 'a'));
  const file = new WholeFile(context, 'a');
  assert.throws(() => file.write(Buffer.from('text')), { code: 'ENOSPC', syscall: 'write' });
  file.abort();
  assert.deepEqual(await filesIn(context.outDir), []);
});

test('throws when the folder for temporary names is not there', () => {
  assert.throws(() => new WholeFile({ shard: 0, outDir: scratch, tmpDir: join(scratch, 'none') }, 'a'), {
    code: 'ENOENT',
  });
});

test('takes nothing once it is closed', async () => {
  const file = new WholeFile(await newContext(scratch, 'closed'), 'a');
  file.close();
  assert.throws(() => file.write(Buffer.from('x')), { message: 'a is closed' });
  assert.throws(() => file.close(), { message: 'a is closed' });
});
