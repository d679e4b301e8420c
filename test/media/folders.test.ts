import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createFolderMaker } from '../../src/media/folders.js';

const folder = await mkdtemp(join(tmpdir(), 'yfcc-folders-'));
after(() => rm(folder, { recursive: true }));

test('makes a folder and those above it, and takes one that is there', async () => {
  const path = join(folder, 'img', '698', '541');
  await createFolderMaker()(path);
  await createFolderMaker()(path);
  assert((await stat(path)).isDirectory());
});

test('asks the system once for each folder', async () => {
  const makeFolder = createFolderMaker();
  const path = join(folder, 'once');
  await makeFolder(path);
  await rm(path, { recursive: true });
  await makeFolder(path);
  await assert.rejects(stat(path), { code: 'ENOENT' });
});

test("passes the system's error on", async () => {
  await writeFile(join(folder, 'file'), '');
  await assert.rejects(createFolderMaker()(join(folder, 'file', 'below')), { code: 'ENOTDIR' });
});
