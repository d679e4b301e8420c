import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { createPauseFlag, isPaused } from '../../src/core/pause-flag.js';
import { FreeSpace, type FileSystemState } from '../../src/engine/free-space.js';

const MANY = { bsize: 10, blocks: 10_000, bavail: 5000, files: 1_000_000, ffree: 900_000 };
const never = new AbortController().signal;

/** A guard of 1,000 bytes over a file system that is what `state` says. */
async function guard(state: Partial<FileSystemState> = {}, stop = never) {
  const disk = { ...MANY, ...state };
  const said: string[] = [];
  const pauseFlag = createPauseFlag();
  const space = await FreeSpace.open({
    folder: '/out',
    minBytes: 1000,
    pauseFlag,
    stop,
    onPause: (text) => void said.push(text),
    onGoOn: (text) => void said.push(text),
    ask: () => Promise.resolve({ ...disk }),
  });
  return { space, disk, said, pauseFlag };
}

test('lets shards through while there is room, and says nothing', async () => {
  const { space, said, pauseFlag } = await guard({ bavail: 100 });
  await space.room(never);
  assert.equal(isPaused(pauseFlag), false);
  assert.deepEqual(said, []);
  space.close();
});

const LACKS = [
  {
    what: 'bytes',
    few: { bavail: 99 },
    still: { bavail: 104 },
    enough: { bavail: 105 },
    says: 'Only 990 bytes are free in /out, and --min-free is 1,000: the job pauses, and goes on by itself when there is room.',
  },
  {
    what: 'inodes',
    few: { ffree: 9999 },
    still: { ffree: 10_499 },
    enough: { ffree: 10_500 },
    says: 'Only 9,999 more files can be made in /out (inodes), and 10,000 are to stay free: the job pauses, and goes on by itself when there is room.',
  },
  {
    what: 'inodes of a file system with few',
    few: { files: 2000, ffree: 99 },
    still: { ffree: 104 },
    enough: { ffree: 105 },
    says: 'Only 99 more files can be made in /out (inodes), and 100 are to stay free: the job pauses, and goes on by itself when there is room.',
  },
];

for (const { what, few, still, enough, says } of LACKS) {
  test(`pauses while there are too few ${what}, says so once, and goes on at five in a hundred more`, async () => {
    const { space, disk, said, pauseFlag } = await guard(few);
    let isThrough = false;
    const through = space.room(never).then(() => (isThrough = true));
    await space.look();
    Object.assign(disk, still);
    await space.look();
    assert.deepEqual([isPaused(pauseFlag), isThrough], [true, false]);
    assert.deepEqual(said, [says]);
    Object.assign(disk, enough);
    await space.look();
    await through;
    assert.equal(isPaused(pauseFlag), false);
    assert.deepEqual(said.slice(1), [
      `There is room again, ${(disk.bavail * 10).toLocaleString('en-US')} bytes in /out: the job goes on.`,
    ]);
    space.close();
  });
}

test('asks nothing of inodes where the file system does not count them', async () => {
  const { space, said } = await guard({ files: 0, ffree: 0 });
  await space.room(never);
  assert.deepEqual(said, []);
  space.close();
});

test('looks by itself', async () => {
  const paused = new AbortController();
  const space = await FreeSpace.open({
    folder: '/out',
    minBytes: 1000,
    pauseFlag: createPauseFlag(),
    stop: never,
    onPause: () => paused.abort(),
    onGoOn: assert.fail,
    ask: () => Promise.resolve({ ...MANY, bavail: 1 }),
  });
  await once(paused.signal, 'abort');
  space.close();
});

test('lets a shard through when its signal aborts', async () => {
  const { space, pauseFlag } = await guard({ bavail: 1 });
  const failed = new AbortController();
  const through = space.room(failed.signal);
  await space.look();
  failed.abort();
  await through;
  assert.equal(isPaused(pauseFlag), true);
  space.close();
});

for (const [how, end] of [
  ['when the job is to stop, for good', (stop: AbortController) => stop.abort()],
  ['when it is closed', (_: AbortController, space: FreeSpace) => space.close()],
] as const) {
  test(`ends a pause ${how}`, async () => {
    const stop = new AbortController();
    const { space, pauseFlag, said } = await guard({ bavail: 1 }, stop.signal);
    const through = space.room(never);
    await space.look();
    assert.equal(isPaused(pauseFlag), true);
    end(stop, space);
    await through;
    assert.equal(isPaused(pauseFlag), false);
    assert.equal(said.length, 1);
    if (stop.signal.aborted) await space.room(never);
    space.close();
  });
}

test('leaves it as it is while the file system can not be asked', async () => {
  let isLost = false;
  const pauseFlag = createPauseFlag();
  const space = await FreeSpace.open({
    folder: '/out',
    minBytes: 1000,
    pauseFlag,
    stop: never,
    onPause: () => {},
    onGoOn: assert.fail,
    ask: () => (isLost ? Promise.reject(new Error('ENOENT')) : Promise.resolve({ ...MANY, bavail: 1 })),
  });
  await space.look();
  isLost = true;
  await space.look();
  assert.equal(isPaused(pauseFlag), true);
  space.close();
});

test('refuses a limit that the file system can never have free', async () => {
  await assert.rejects(guard({ blocks: 105 }), {
    code: 'usage',
    message:
      'Expected --min-free to be less than the 1,050 bytes of the file system of /out, got 1,000. Lower it, or give 0 to write until the disk is full.',
  });
});
