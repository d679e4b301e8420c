import assert from 'node:assert/strict';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { makeScratch } from '../../bench/micro-scratch.js';

test('makes a folder of its own each time, in memory where there is such a file system', () => {
  const folders = [makeScratch(), makeScratch()];
  try {
    assert.equal(new Set(folders).size, 2);
    for (const folder of folders) {
      assert.equal(dirname(folder), existsSync('/dev/shm') ? '/dev/shm' : tmpdir());
      assert.doesNotThrow(() => writeFileSync(join(folder, 'file'), ''));
    }
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true });
  }
});
