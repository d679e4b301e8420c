import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { syncFiles, syncFileSystem } from '../../src/engine/sync.js';
import { scratchFolder } from '../whole/scratch.js';
import { withFakeSync } from './fake-sync.js';

const scratch = await scratchFolder('sync');

test('asks the system for the file system of the folder, once, and waits for it', async () => {
  assert.deepEqual(await withFakeSync(join(scratch, 'fake'), () => syncFileSystem('/some/folder')), [
    '-f /some/folder',
  ]);
});

test('goes on where the program is missing, or fails', async () => {
  const { PATH } = process.env;
  try {
    assert.equal(await syncFileSystem(join(scratch, 'no such folder')), undefined);
    process.env['PATH'] = join(scratch, 'empty');
    await mkdir(process.env['PATH']);
    assert.equal(await syncFileSystem(scratch), undefined);
  } finally {
    process.env['PATH'] = PATH;
  }
});

test('waits for files to be on disk, and says which one cannot be', async () => {
  await writeFile(join(scratch, 'a'), 'text');
  await syncFiles(scratch, ['a']);
  await assert.rejects(syncFiles(scratch, ['a', 'none']), {
    code: 'write-failed',
    facts: { file: join(scratch, 'none') },
  });
});
