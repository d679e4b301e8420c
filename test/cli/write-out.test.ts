import assert from 'node:assert/strict';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { writerTo } from '../../src/cli/write-out.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('write-out');

test('writes all parts, in order, from shared memory', async () => {
  const path = join(scratch, 'out');
  const handle = await open(path, 'w');
  const shared = new Uint8Array(new SharedArrayBuffer(3));
  shared.set(Buffer.from('abc'));
  const write = writerTo(handle.fd);
  assert.equal(await write([shared.subarray(1), new Uint8Array(0), Buffer.from('d')]), true);
  assert.equal(await write([]), true);
  assert.equal(await write(Array.from({ length: 3000 }, () => Buffer.from('xy'))), true);
  await handle.close();
  assert.equal(await readFile(path, 'utf8'), `bcd${'xy'.repeat(3000)}`);
});

test('says so when there is no room', async () => {
  const handle = await open('/dev/full', 'w');
  await assert.rejects(writerTo(handle.fd)([Buffer.from('a')]), {
    code: 'disk-full',
    message: /^No room to write standard output/,
  });
  await handle.close();
});
