import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { noisyLines } from '../bz2/compressed.js';
import { bzip2 } from '../bz2/real-bzip2.js';
import { BIN } from './command.js';
import { scratchFolder } from './scratch.js';

const scratch = await scratchFolder('cat-process');
const path = join(scratch, 'text.bz2');
const plain = noisyLines(3_000_000);
const file = bzip2(plain);
await writeFile(path, file);
await writeFile(join(scratch, 'cut.bz2'), file.subarray(0, -1000));

const env = { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: undefined, NODE: process.execPath, BIN };

/** Runs a line of bash in the folder; `yfcc` is `"$NODE" "$BIN"`. A pipeline ends as its first failing command does. */
function bash(line: string): { readonly status: number | null; readonly stdout: Buffer; readonly stderr: string } {
  const script = `set -o pipefail; yfcc() { "$NODE" "$BIN" "$@"; }; ${line}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: scratch, env, maxBuffer: 1 << 28 });
  return { status, stdout, stderr: stderr.toString() };
}

const SAME = [
  ['a file', 'yfcc cat text.bz2'],
  ['standard input from a file', 'yfcc cat - < text.bz2'],
  ['standard input from a pipe', 'cat text.bz2 | yfcc cat -'],
  ['a file into a pipe', 'yfcc cat text.bz2 | cat'],
] as const;

for (const [what, line] of SAME) {
  test(`writes the decoded bytes of ${what}`, () => {
    const { status, stdout, stderr } = bash(line);
    assert.deepEqual([status, stderr], [0, '']);
    assert.ok(stdout.equals(plain));
  });
}

test('ends quietly and well when its reader has gone', () => {
  const { status, stdout, stderr } = bash('yfcc cat text.bz2 | head -c 10');
  assert.deepEqual([status, stderr, stdout.toString()], [0, '', plain.subarray(0, 10).toString()]);
});

test('ends with 3 for a file that is cut', () => {
  const { status, stdout, stderr } = bash('yfcc cat cut.bz2');
  assert.equal(status, 3);
  assert.match(stderr, /^yfcc: Expected whole bzip2 data in cut\.bz2, got the end of the file .*\n$/);
  assert.ok(stdout.length > 0 && stdout.equals(plain.subarray(0, stdout.length)));
});

test('says that the disk is full, with the code for it', () => {
  const { status, stderr } = bash('yfcc cat text.bz2 > /dev/full');
  assert.equal(status, 5);
  assert.doesNotMatch(stderr, /a bug/);
});
