import assert from 'node:assert/strict';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { bzip2, longText } from '../bz2/real-bzip2.js';
import { scratchFolder } from '../whole/scratch.js';
import { runMain } from './fake-terminal.js';

const scratch = await scratchFolder('index-command');
const path = join(scratch, 'text.bz2');
await writeFile(path, bzip2(longText(250_000), 1));

test('writes an index and says what is in it', async () => {
  const { code, stdout, stderr } = await runMain('index', path, '--threads', '1');
  assert.deepEqual([code, stderr], [0, '']);
  assert.equal(stdout, `${path}.index: 3 blocks, 3,125 lines\n`);
  assert.equal((await stat(`${path}.index`)).size, 32 + 3 * 16);
});

test('ends with 3 for what is no bz2 file, or is not there', async () => {
  await writeFile(join(scratch, 'text'), 'no bz2');
  const bad = await runMain('index', join(scratch, 'text'), '--threads', '1');
  assert.equal(bad.code, 3);
  assert.match(bad.stderr, /to begin with BZh and a digit/);
  const none = await runMain('index', join(scratch, 'none.bz2'), '--threads', '1');
  assert.equal(none.code, 3);
  assert.match(none.stderr, /none\.bz2/);
});
