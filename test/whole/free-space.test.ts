import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startMediaServer } from '../../bench/media-server/server.js';
import { startYfcc, yfcc } from './command.js';
import { soundManifest } from './manifest-lines.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources } from './sources.js';
import { tryMount } from './tmpfs.js';
import { outputTree } from './tree.js';

const scratch = await scratchFolder('free-space');
const input = join(scratch, 'in');
const whole = join(scratch, 'whole');
const disk = join(scratch, 'disk');
const filler = join(disk, 'filler');

/** Leaves no byte free. */
function fillUp(file: string): void {
  const fd = openSync(file, 'a');
  try {
    for (;;) writeSync(fd, Buffer.alloc(4096));
  } catch (error) {
    assert.ok(error instanceof Error && 'code' in error && error.code === 'ENOSPC');
  } finally {
    closeSync(fd);
  }
}

function command(out: string, ...options: readonly string[]): readonly string[] {
  return ['run', '--in', input, '--out', out, '--format', 'jsonl', '--threads', '2', '--shard-rows', '25', ...options];
}

const canMount = tryMount(disk, 'size=64m');
const skip = canMount ? false : 'needs the right to mount a tmpfs';
describe('a disk with less free than --min-free', { skip }, () => {
  before(async () => {
    writeSources(input, makeLines(600));
    const { code, stderr } = await yfcc(command(whole));
    assert.equal(code, 0, stderr);
    writeFileSync(filler, Buffer.alloc(50 << 20));
  });
  after(() => execFileSync('umount', [disk]));

  const out = join(disk, 'out');

  it('makes a job pause, which Ctrl-C ends after the shards in flight', { timeout: 60_000 }, async () => {
    const paused = startYfcc(command(out, '--min-free', '20M'));
    await paused.says('--min-free is 20,971,520: the job pauses');
    paused.child.kill('SIGINT');
    const { code, stderr } = await paused.ended;
    assert.equal(code, 130, stderr);
    const done = Object.keys(outputTree(out)).length;
    assert.ok(done < 24, `${done} of 24 shards`);
  });

  it('makes a job pause until there is room again, and then end as ever', { timeout: 60_000 }, async () => {
    const paused = startYfcc(command(out, '--min-free', '20M'));
    await paused.says('the job pauses');
    rmSync(filler);
    await paused.says('There is room again');
    const { code, stderr } = await paused.ended;
    assert.equal(code, 0, stderr);
    assert.equal(stderr.match(/the job pauses/g)?.length, 1);
    assert.deepEqual(outputTree(out), outputTree(whole));
    assert.deepEqual(soundManifest(out), soundManifest(whole));
  });

  it(
    'is waited through also where it was full before anyone looked, and nothing is lost or empty',
    { timeout: 60_000 },
    async () => {
      let requests = 0;
      let fillAt = Infinity;
      const server = await startMediaServer({
        bodies: 4,
        logLimit: 0,
        faultFor: () => {
          requests += 1;
          if (requests === fillAt) fillUp(filler);
          return null;
        },
      });
      try {
        const media = [
          '--media',
          'photos',
          '--allow-private',
          '--media-url-template',
          `${server.origin}/{photo_id}.jpg`,
        ];
        const reference = join(scratch, 'media');
        // Some 45 MB of pictures, for which there is room when the filler has gone.
        assert.equal((await yfcc(command(reference, ...media, '--min-free', '0'))).code, 0);
        const mediaOut = join(disk, 'media');
        rmSync(out, { recursive: true });
        // More than is left free is taken at once, in the middle of the pictures.
        fillAt = requests + 200;
        const running = startYfcc(command(mediaOut, ...media, '--min-free', '1M'));
        await running.says('the job pauses');
        rmSync(filler);
        const { code, stderr } = await running.ended;
        assert.equal(code, 0, stderr);
        assert.deepEqual(outputTree(mediaOut), outputTree(reference));
      } finally {
        await server.close();
      }
    },
  );

  it('is refused where the whole file system has less', async () => {
    const { code, stderr } = await yfcc(command(join(disk, 'refused')));
    assert.equal(code, 2, stderr);
    assert.match(stderr, /Expected --min-free to be less than the 67,108,864 bytes .*, got 1,073,741,824\..* give 0/);
  });
});
