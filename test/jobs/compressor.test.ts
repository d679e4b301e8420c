import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { YfccError } from '../../src/core/errors.js';
import { findCompressor } from '../../src/jobs/compressor.js';

const FOLDER = await mkdtemp(join(tmpdir(), 'yfcc-compressor-'));
const PATH = process.env['PATH'] ?? '';
after(async () => {
  process.env['PATH'] = PATH;
  await rm(FOLDER, { recursive: true });
});

/** A PATH that holds just these names. */
async function onlyPrograms(...names: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(FOLDER, 'bin-'));
  for (const name of names) {
    await writeFile(join(folder, name), '#!/bin/sh\nexec cat\n');
    await chmod(join(folder, name), 0o755);
  }
  process.env['PATH'] = folder;
  return folder;
}

test('takes lbzip2 where both are there', async () => {
  const folder = await onlyPrograms('bzip2', 'lbzip2');
  assert.deepEqual(await findCompressor('auto'), {
    name: 'lbzip2',
    command: join(folder, 'lbzip2'),
    args: ['-c', '-9'],
  });
});

test('takes bzip2 where there is no lbzip2', async () => {
  const folder = await onlyPrograms('bzip2');
  assert.equal((await findCompressor('auto'))?.command, join(folder, 'bzip2'));
});

test('passes over a file that cannot be executed', async () => {
  const folder = await onlyPrograms('bzip2', 'lbzip2');
  await chmod(join(folder, 'lbzip2'), 0o644);
  assert.equal((await findCompressor('auto'))?.name, 'bzip2');
});

test('finds none for plain files', async () => {
  assert.equal(await findCompressor('none'), null);
});

test('refuses a compressor that is not there', async () => {
  await onlyPrograms('bzip2');
  await assert.rejects(findCompressor('lbzip2'), (error) => {
    assert.ok(error instanceof YfccError);
    assert.equal(error.code, 'usage');
    assert.match(error.message, /^Expected lbzip2 to be there to compress with, found none\./);
    return true;
  });
});
