import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createTempFile } from '../../src/media/temp-file.js';

const folder = await mkdtemp(join(tmpdir(), 'yfcc-temp-file-'));
after(() => rm(folder, { recursive: true }));

test('writes small and large pieces in order', async () => {
  const path = join(folder, 'whole');
  const file = createTempFile(path);
  const chunks = [1, 700_000, 3, 700_000, 5].map((length, at) => Buffer.alloc(length, at));
  for (const chunk of chunks) await file.write(chunk);
  await file.end();
  assert(Buffer.concat(chunks).equals(await readFile(path)));
  await rm(path);
});

test('leaves nothing when it is dropped, early or late', async () => {
  for (const length of [0, 10, 3_000_000]) {
    const file = createTempFile(join(folder, 'dropped'));
    await file.write(Buffer.alloc(length));
    await file.drop();
    assert.deepEqual(await readdir(folder), []);
  }
});

test('never writes over a file, and never removes one that is not its own', async () => {
  const path = join(folder, 'taken');
  await writeFile(path, 'mine');
  const file = createTempFile(path);
  await file.write(Buffer.from('yours'));
  await assert.rejects(file.end(), { code: 'EEXIST' });
  await file.drop();
  assert.equal(await readFile(path, 'utf8'), 'mine');
  await rm(path);
});
