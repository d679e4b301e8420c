import assert from 'node:assert/strict';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import type { OutputFile, VerifyReply } from '../../src/core/protocol.js';
import shard from '../../workers/shard.js';
import verify from '../../workers/verify.js';
import { datasetLine } from '../core/hand-made.js';
import { scratchFolder } from '../whole/scratch.js';
import { doneOf, taskOf } from './task.js';

const scratch = await scratchFolder('verify');

/** A shard of `--format files` as it was written: files of these ids, and the checksums file. */
async function written(
  name: string,
  ids: readonly string[],
): Promise<{ readonly outDir: string; readonly outputs: readonly OutputFile[] }> {
  const task = await taskOf(scratch, name, { dataset: ids.map((id) => datasetLine(id)) }, { format: 'files' });
  return { outDir: task.settings.outDir, outputs: doneOf(await shard(task)).outputs };
}

const FILE = 'meta/100/0/1000_meta.json';
const SUMS = 'checksums/00003.sha256';

test('finds no problem in what was just written', async () => {
  const { outDir, outputs } = await written('whole', ['1000', '1001']);
  const reply = await verify({ outDir, outputs });
  const bytes = await Promise.all(
    [FILE, 'meta/100/1/1001_meta.json', SUMS].map(async (path) => (await readFile(join(outDir, path))).length),
  );
  assert.deepEqual(reply, {
    files: 3,
    bytes: bytes.reduce((a, b) => a + b, 0),
    problems: [],
    problemCount: 0,
  } satisfies VerifyReply);
});

const PROBLEMS = [
  [
    'a file that is gone',
    FILE,
    (path: string) => rm(path),
    /^meta\/100\/0\/1000_meta\.json: expected a file, got none$/,
  ],
  [
    'a file with other bytes',
    FILE,
    (path: string) => writeFile(path, '{}'),
    /^meta\/100\/0\/1000_meta\.json: expected SHA-256 [0-9a-f]{64}, got [0-9a-f]{64}$/,
  ],
  [
    'a file that is longer',
    FILE,
    (path: string) => appendFile(path, ' '),
    /^meta\/100\/0\/1000_meta\.json: expected SHA-256 /,
  ],
  [
    'a checksums file that is gone',
    SUMS,
    (path: string) => rm(path),
    /^checksums\/00003\.sha256: expected a file, got none$/,
  ],
  [
    'a checksums file that is longer',
    SUMS,
    (path: string) => appendFile(path, 'x'),
    /^checksums\/00003\.sha256: expected \d+ bytes, got \d+$/,
  ],
  [
    'a folder in the place of a file',
    FILE,
    (path: string) => rm(path).then(() => import('node:fs/promises').then(({ mkdir }) => mkdir(path))),
    /^meta\/100\/0\/1000_meta\.json: could not be read: Error: EISDIR/,
  ],
] as const;

for (const [what, path, damage, problem] of PROBLEMS) {
  test(`names ${what}`, async () => {
    const { outDir, outputs } = await written(what, ['1000', '1001']);
    await damage(join(outDir, path));
    const { problems, problemCount } = await verify({ outDir, outputs });
    assert.equal(problemCount, 1);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', problem);
  });
}

test('does not trust what a damaged checksums file names', async () => {
  const { outDir, outputs } = await written('untrusted', ['1000']);
  await writeFile(join(outDir, SUMS), '');
  await rm(join(outDir, FILE));
  const { problems } = await verify({ outDir, outputs });
  assert.deepEqual(problems, [`${SUMS}: expected ${outputs[0]?.bytes} bytes, got 0`]);
});

test('names twenty problems and counts the rest', async () => {
  const { outDir, outputs } = await written(
    'many',
    Array.from({ length: 30 }, (_, k) => String(1000 + k)),
  );
  await rm(join(outDir, 'meta'), { recursive: true });
  const { problems, problemCount } = await verify({ outDir, outputs });
  assert.equal(problems.length, 20);
  assert.equal(problemCount, 30);
});

test('has nothing to say of a shard without files', async () => {
  assert.deepEqual(await verify({ outDir: scratch, outputs: [] }), {
    files: 0,
    bytes: 0,
    problems: [],
    problemCount: 0,
  });
});
