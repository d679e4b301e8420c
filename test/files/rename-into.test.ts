import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { renameInto } from '../../src/files/rename-into.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('rename-into');

test('moves a file into a folder that is not there yet, then into one that is', () => {
  for (const text of ['first', 'second']) {
    const tmp = join(scratch, 'tmp');
    const final = join(scratch, 'a', 'b', 'c.json');
    writeFileSync(tmp, text);
    renameInto(tmp, final);
    assert.equal(readFileSync(final, 'utf8'), text);
    assert.equal(existsSync(tmp), false);
  }
});

test('throws what the system throws where a file stands in the way, and where there is nothing to move', () => {
  const tmp = join(scratch, 'tmp2');
  writeFileSync(tmp, '');
  assert.throws(() => renameInto(tmp, '/dev/null/a/b'), { code: 'ENOTDIR' });
  assert.throws(() => renameInto(join(scratch, 'none'), join(scratch, 'd', 'e')), { code: 'ENOENT' });
});

test('gives names in new folders, in those that are there, and in new ones again', () => {
  for (const [k, folder] of ['n/1', 'n/2', 'n/2', 'n/1', 'n/2', 'n/3', 'n/3', 'n/4/5'].entries()) {
    const tmp = join(scratch, 'tmp-turns');
    writeFileSync(tmp, String(k));
    const final = join(scratch, folder, String(k));
    renameInto(tmp, final);
    assert.equal(readFileSync(final, 'utf8'), String(k));
  }
});
