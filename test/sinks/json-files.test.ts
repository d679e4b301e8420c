import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { batchOfOne } from '../../src/core/record-batch.js';
import { Checksums } from '../../src/sinks/checksums.js';
import { jsonFiles } from '../../src/sinks/json-files.js';
import { scratchFolder } from '../whole/scratch.js';
import { filesIn, newContext, NO_FULL_DISK } from './context.js';

const scratch = await scratchFolder('json-files');

test("writes a file a record, in the article's tree, and counts them", async () => {
  const context = await newContext(scratch, 'tree');
  const checksums = new Checksums(context);
  const sink = jsonFiles(context, checksums);
  await sink.write(batchOfOne('6985418911', '{"a":1}\n'));
  await sink.write(batchOfOne('12', '{"é":2}\n'));
  assert.deepEqual(await sink.close(), { outputs: [], files: 2, bytes: 17 });
  checksums.close();
  assert.deepEqual(await filesIn(context.outDir), [
    'checksums/00007.sha256',
    'meta/12/_/12_meta.json',
    'meta/698/541/6985418911_meta.json',
  ]);
  assert.equal(await readFile(join(context.outDir, 'meta/12/_/12_meta.json'), 'utf8'), '{"é":2}\n');
  execFileSync('sha256sum', ['--quiet', '-c', 'checksums/00007.sha256'], { cwd: context.outDir });
});

test('has nothing under a temporary name when all records are written', async () => {
  const context = await newContext(scratch, 'tmp');
  const sink = jsonFiles(context, new Checksums(context));
  await sink.write(batchOfOne('1', '{}\n'));
  assert.deepEqual(await filesIn(context.outDir), ['meta/1/_/1_meta.json']);
});

test('leaves nothing under a final name of a record for which there is no room', { skip: NO_FULL_DISK }, async () => {
  const context = await newContext(scratch, 'full');
  await symlink('/dev/full', join(context.tmpDir, '7.json'));
  const sink = jsonFiles(context, new Checksums(context));
  assert.throws(() => sink.write(batchOfOne('1', '{}\n')), { code: 'ENOSPC', syscall: 'write' });
  sink.abort();
  assert.deepEqual(
    (await filesIn(context.outDir)).filter((name) => !name.startsWith('.tmp')),
    [],
  );
});
