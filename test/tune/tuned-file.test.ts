import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { saveTuned, tunedFile, withTuned } from '../../src/tune/tuned-file.js';
import { scratchFolder } from '../whole/scratch.js';
import { tryMount } from '../whole/tmpfs.js';

const scratch = await scratchFolder('tuned-file');
const FACTS = { madeAt: '2026-11-26T00:00:00.000Z', rowsPerSecond: 1000, machine: 'a machine' };

test('keeps a setting beside the output, and gives it to a job that says nothing itself', async () => {
  const out = join(scratch, 'out');
  assert.equal(await saveTuned(out, { setting: { threads: 3, shardRows: 20_000 }, ...FACTS }), `${out}.tuned.json`);
  assert.deepEqual(await readdir(scratch), ['out.tuned.json']);
  assert.deepEqual(await withTuned({ out, in: 'x', threads: undefined } as object), {
    out,
    in: 'x',
    threads: 3,
    shardRows: 20_000,
  });
  assert.equal((await withTuned({ out, threads: 1 })).threads, 1);
});

for (const [name, text, says] of [
  ['is not there', null, /but it is not there/],
  ['is no JSON', '{', /got no JSON/],
  ['has no setting', '{}', /got no setting in it/],
  ['is null', 'null', /got no setting in it/],
  ['has a number that can not be', '{"setting":{"threads":0}}', /Expected --threads to be an integer from 1/],
] as const) {
  test(`refuses a file that ${name}`, async () => {
    const out = join(scratch, name.replaceAll(' ', '-'));
    if (text !== null) await writeFile(tunedFile(out), text);
    await assert.rejects(withTuned({ out }), { code: 'usage', message: says });
  });
}

test('refuses a job without an output, and a folder that is not there', async () => {
  await assert.rejects(withTuned({}), { code: 'usage' });
  await assert.rejects(saveTuned(join(scratch, 'no', 'out'), { setting: {}, ...FACTS }), { code: 'write-failed' });
});

test('leaves nothing beside a name that it can not have', async () => {
  const folder = join(scratch, 'blocked');
  await mkdir(join(folder, 'out.tuned.json', 'full'), { recursive: true });
  await assert.rejects(saveTuned(join(folder, 'out'), { setting: {}, ...FACTS }), { code: 'write-failed' });
  assert.deepEqual(await readdir(folder), ['out.tuned.json']);
});

test('tells of a full disk as of one', async (t) => {
  const folder = join(scratch, 'disk');
  if (!tryMount(folder, 'nr_inodes=1')) return t.skip('needs the right to mount a tmpfs');
  t.after(() => execFileSync('umount', [folder]));
  await assert.rejects(saveTuned(join(folder, 'out'), { setting: {}, ...FACTS }), { code: 'disk-full' });
});
