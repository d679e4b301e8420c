import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { makeFolderOf } from '../../src/sinks/folders.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('folders');

test('makes the folder of a file with all above it, once or again', () => {
  const file = join(scratch, 'a', 'b', 'c.json');
  makeFolderOf(file);
  makeFolderOf(file);
  assert.equal(existsSync(join(scratch, 'a', 'b')), true);
  assert.equal(existsSync(file), false);
});

test('throws what the system throws where a file stands in the way', () => {
  assert.throws(() => makeFolderOf('/dev/null/a/b'), { code: 'ENOTDIR', syscall: 'mkdir' });
});
