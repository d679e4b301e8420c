import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { writeWhole } from '../../src/files/write-whole.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('write-whole');

test('replaces what is there, and leaves nothing beside it', async () => {
  const path = join(scratch, 'report.html');
  await writeWhole(path, 'one');
  await writeWhole(path, 'two');
  assert.equal(readFileSync(path, 'utf8'), 'two');
  assert.deepEqual(readdirSync(scratch), ['report.html']);
});

test('leaves nothing beside it either when it can not be written', async () => {
  const folder = join(scratch, 'folder');
  mkdirSync(join(folder, 'report.html', 'full'), { recursive: true });
  await assert.rejects(writeWhole(join(folder, 'report.html'), 'one'), { code: /EISDIR|ENOTEMPTY|EEXIST/ });
  assert.deepEqual(readdirSync(folder), ['report.html']);
});
