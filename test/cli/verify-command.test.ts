import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { MANIFEST_NAME } from '../../src/engine/manifest.js';
import { compressed, noisyLines } from '../bz2/compressed.js';
import { JOB } from '../engine/shard-line.js';
import { datasetLine } from '../core/hand-made.js';
import { scratchFolder } from '../whole/scratch.js';
import { runMain } from './fake-terminal.js';

const scratch = await scratchFolder('verify-command');

test('names the problems, counts the rest, and ends with 1', async () => {
  const dataset = join(scratch, 'dataset');
  const out = join(scratch, 'out');
  await writeFile(dataset, Array.from({ length: 25 }, (_, k) => `${datasetLine(String(1000 + k))}\n`).join(''));
  await runMain('run', '--dataset', dataset, '--out', out, '--threads', '1');
  await rm(join(out, 'meta'), { recursive: true });
  const { code, stdout } = await runMain('verify', out, '--threads', '1');
  const lines = stdout.trimEnd().split('\n');
  assert.equal(code, 1);
  assert.equal(lines[0], 'meta/100/0/1000_meta.json: expected a file, got none');
  assert.equal(lines.at(-2), '... and 5 more problems');
  assert.match(lines.at(-1) ?? '', /^26 files of 1 shard, .*: 25 problems\.$/);
});

test('ends with 130 for a job that is whole so far, and says how to go on', async () => {
  await writeFile(join(scratch, MANIFEST_NAME), `${JSON.stringify(JOB)}\n`);
  const { code, stdout } = await runMain('verify', scratch, '--threads', '1');
  assert.equal(code, 130);
  assert.equal(
    stdout,
    '0 files of 0 shards, 0 bytes: all whole.\nThe job is not finished: give its command again to go on.\n',
  );
});

test('names the damaged block of a bz2 file, and ends with 3', async () => {
  const file = join(scratch, 'text.bz2');
  const whole = compressed('bzip2', 1, noisyLines(300_000));
  await writeFile(file, whole);
  const sound = await runMain('verify', file, '--threads', '1');
  assert.deepEqual([sound.code, sound.stdout.split('\n').at(-2)?.endsWith(': all whole.')], [0, true]);
  // Within the first block, which begins behind the header of 4 bytes.
  await writeFile(file, Buffer.from(whole).fill(0x55, 9_000, 9_010));
  const { code, stdout } = await runMain('verify', file, '--threads', '1');
  assert.equal(code, 3);
  assert.match(stdout, /^.*text\.bz2: [a-z-]+ at bit \d+, in what begins at bit 32; what is lost begins in line 0\n/);
  assert.match(stdout, /: 1 damaged place\.\n$/);
});
