import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { LOCK_NAME, lockOutput, lockOwner } from '../../src/engine/job-lock.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('lock');

let folders = 0;

async function newFolder(lock?: string | object): Promise<string> {
  const folder = join(scratch, String(folders++));
  await mkdir(folder);
  if (lock !== undefined)
    await writeFile(join(folder, LOCK_NAME), typeof lock === 'string' ? lock : JSON.stringify(lock));
  return folder;
}

/** The id of a process that has ended. */
const deadPid = spawnSync(process.execPath, ['--version']).pid;

test('names this process, and leaves nothing when it is released', async () => {
  const folder = await newFolder();
  const lock = await lockOutput(folder);
  const { pid, host } = JSON.parse(await readFile(join(folder, LOCK_NAME), 'utf8'));
  assert.deepEqual([pid, host], [process.pid, hostname()]);
  assert.deepEqual(await readdir(folder), [LOCK_NAME]);
  assert.equal(await lockOwner(folder), process.pid);
  await lock.release();
  assert.deepEqual(await readdir(folder), []);
  assert.equal(await lockOwner(folder), null);
});

test('refuses a folder that a live process has', async () => {
  const folder = await newFolder();
  const lock = await lockOutput(folder);
  const file = join(folder, LOCK_NAME);
  await assert.rejects(lockOutput(folder), {
    code: 'output-refused',
    message: `Expected ${folder} to be free, but process ${process.pid} on ${hostname()} is writing it. Wait for it, or stop it; if it is gone, remove ${file}.`,
    facts: { file },
  });
  await lock.release();
  await (await lockOutput(folder)).release();
});

test('refuses a folder that another live process has, until that one has ended', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const folder = await newFolder({ pid: child.pid, host: hostname() });
  assert.equal(await lockOwner(folder), child.pid);
  await assert.rejects(lockOutput(folder), { code: 'output-refused' });
  child.stdin.end();
  await once(child, 'exit');
  assert.equal(await lockOwner(folder), null);
  await (await lockOutput(folder)).release();
});

test('refuses a folder locked on another host, where it cannot look', async () => {
  const folder = await newFolder({ pid: deadPid, host: 'elsewhere.invalid', start: '1' });
  await assert.rejects(lockOutput(folder), { code: 'output-refused' });
});

const STALE = [
  ['of a process that has ended', { pid: deadPid, host: hostname(), start: null }],
  ['of a process that has ended, whose id another one has now', { pid: process.pid, host: hostname(), start: '1' }],
  ['that is torn', '{"pid":'],
  ['that is empty', ''],
  ['that is no lock', '["pid"]'],
] as const;

for (const [what, lock] of STALE) {
  test(
    `takes over a lock ${what}`,
    { skip: what.includes('another one') && process.platform !== 'linux' },
    async () => {
      const folder = await newFolder(lock);
      assert.equal(await lockOwner(folder), null);
      const mine = await lockOutput(folder);
      assert.equal(await lockOwner(folder), process.pid);
      assert.deepEqual(await readdir(folder), [LOCK_NAME]);
      await mine.release();
      assert.deepEqual(await readdir(folder), []);
    },
  );
}

test('replaces what a process that was killed at it left of its lock, and touches nothing else', async () => {
  const folder = await newFolder();
  await writeFile(join(folder, `${LOCK_NAME}.tmp`), '{"pid":');
  await writeFile(join(folder, '.yfcc.locked'), '');
  const lock = await lockOutput(folder);
  assert.deepEqual((await readdir(folder)).toSorted(), [LOCK_NAME, '.yfcc.locked']);
  await lock.release();
});

test('leaves only the lock of the owner when it refuses', async () => {
  const folder = await newFolder();
  const lock = await lockOutput(folder);
  await assert.rejects(lockOutput(folder), { code: 'output-refused' });
  assert.deepEqual(await readdir(folder), [LOCK_NAME]);
  await lock.release();
});

const RACES = [
  ['a folder', undefined],
  ['a folder with a stale lock', STALE[0][1]],
  ['a folder with a torn lock', '{"pid":'],
] as const;

for (const [what, lock] of RACES) {
  test(`gives ${what} to one of many that ask at once, however often they do`, async () => {
    for (let round = 0; round < 60; round++) {
      const folder = await newFolder(lock);
      const asked = await Promise.allSettled(Array.from({ length: 8 }, () => lockOutput(folder)));
      const won = asked.filter(({ status }) => status === 'fulfilled');
      assert.equal(won.length, 1, `round ${round}`);
      assert.equal(await lockOwner(folder), process.pid, `round ${round}`);
      const codes = asked.map((one) => (one.status === 'rejected' ? one.reason.code : 'output-refused'));
      assert.deepEqual(new Set(codes), new Set(['output-refused']), `round ${round}`);
    }
  });
}

test('says so when it cannot write the lock', async () => {
  await assert.rejects(lockOutput(join(scratch, 'not there')), { code: 'write-failed' });
});
