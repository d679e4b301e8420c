import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { main } from '../../src/cli/main.js';
import { compressed, noisyLines } from '../bz2/compressed.js';
import { scratchFolder } from '../whole/scratch.js';
import { catContext } from './cat-context.js';

const scratch = await scratchFolder('cat-command');
const path = join(scratch, 'text.bz2');
const plain = noisyLines(300_000);
const file = compressed('bzip2', 1, plain);
await writeFile(path, file);
const bad = Buffer.from(file);
bad.fill(0, 60_000, 60_010);
const badPath = join(scratch, 'bad.bz2');
await writeFile(badPath, bad);

interface Result {
  readonly code: number;
  readonly out: Buffer;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `yfcc cat` in this process; `input` is its standard input. */
async function runCat(args: readonly string[], input: Uint8Array = new Uint8Array(0)): Promise<Result> {
  const { context, stdout, stderr, out } = catContext(input);
  const code = await main(['cat', '--threads', '1', ...args], context);
  return { code, out: out(), stdout: stdout.text, stderr: stderr.text };
}

test('writes the bytes of a file, and of standard input', async () => {
  for (const { code, out, stdout, stderr } of [await runCat([path]), await runCat(['-'], file)]) {
    assert.deepEqual([code, stdout, stderr], [0, '', '']);
    assert.ok(out.equals(plain));
  }
});

test('writes several files, one of them standard input, once', async () => {
  const { code, out, stderr } = await runCat([path, '-', path], gzipSync('between\n'));
  assert.deepEqual([code, stderr], [0, '']);
  assert.ok(out.equals(Buffer.concat([plain, Buffer.from('between\n'), plain])));
  const twice = await runCat(['-', '-'], file);
  assert.equal(twice.code, 2);
  assert.match(twice.stderr, /^yfcc: Expected standard input \(-\) once/);
});

test('writes lines', async () => {
  const { code, out } = await runCat([path, '--lines', '10..12']);
  assert.equal(code, 0);
  assert.equal(out.toString(), `${plain.toString().split('\n').slice(10, 12).join('\n')}\n`);
});

test('ends with 3 and says where a file is damaged', async () => {
  const { code, out, stderr } = await runCat([badPath]);
  assert.equal(code, 3);
  assert.match(stderr, /^yfcc: Expected whole bzip2 data in .*bad\.bz2, got .* at bit \d+ /);
  assert.ok(out.length > 0 && out.equals(plain.subarray(0, out.length)));
});

test('leaves damaged blocks out with --skip-bad, says so, and ends with 1', async () => {
  const { code, out, stderr } = await runCat([badPath, '--skip-bad']);
  assert.equal(code, 1);
  assert.match(stderr, /^yfcc: .*bad\.bz2: skipped what is damaged at bit \d+: [a-z-]+\n$/);
  assert.ok(out.length > 150_000 && out.length < plain.length);
  assert.equal((await runCat([path, '--skip-bad'])).code, 0);
});

test('warns of garbage behind the data, and ends well', async () => {
  const { code, out, stderr } = await runCat(['-'], Buffer.concat([file, Buffer.from('garbage')]));
  assert.equal(code, 0);
  assert.equal(stderr, 'yfcc: warning: standard input: trailing garbage after the end of the bzip2 data ignored\n');
  assert.ok(out.equals(plain));
});

test('refuses bad usage', async () => {
  for (const args of [[], [path, '--lines', '7'], [path, '--line', '1..2'], ['s3://a/b', '--s3-endpoint', 'here']]) {
    const { code, stderr } = await runCat(args);
    assert.equal(code, 2, stderr);
  }
});
