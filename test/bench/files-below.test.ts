import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { bytesBelow, filesBelow } from '../../bench/files-below.js';

const scratch = mkdtempSync(join(tmpdir(), 'files-below-'));
after(() => rmSync(scratch, { recursive: true }));

test('finds the files of a folder and of those in it', () => {
  mkdirSync(join(scratch, 'a/b'), { recursive: true });
  writeFileSync(join(scratch, 'one'), '1');
  writeFileSync(join(scratch, 'a/b/two'), '22');
  assert.deepEqual(filesBelow(scratch).toSorted(), [join(scratch, 'a/b/two'), join(scratch, 'one')]);
  assert.equal(bytesBelow(scratch), 3);
});

test('finds none where there is no folder', () => {
  assert.deepEqual(filesBelow(join(scratch, 'none')), []);
  assert.equal(bytesBelow(join(scratch, 'none')), 0);
});
