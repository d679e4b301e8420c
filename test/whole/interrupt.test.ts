import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startMediaServer, type MediaServer } from '../../bench/media-server/server.js';
import { status } from '../../src/jobs/status.js';
import { runMain } from '../cli/fake-terminal.js';
import { FIXTURES } from '../core/real-rows.js';
import { startYfcc, yfcc, type Ended, type Started } from './command.js';
import { soundManifest } from './manifest-lines.js';
import { scratchFolder } from './scratch.js';
import { startSilentServer, type SilentServer } from './silent-server.js';
import { makeLines, writeSources } from './sources.js';
import { outputTree } from './tree.js';

const scratch = await scratchFolder('interrupt');
const input = join(scratch, 'in');
const whole = join(scratch, 'whole');
const STOP_IN_LOCK = new URL('preload/stop-in-lock.mjs', FIXTURES).href;
const TIMEOUT = { timeout: 30_000 };

let server: MediaServer;
let silent: SilentServer;
let onRequest: () => void = () => {};

function command(out: string, origin: string): readonly string[] {
  const media = [
    '--media',
    'all',
    '--media-url-template',
    `${origin}/{kind}/{photo_id}.{photo_ext}`,
    '--allow-private',
  ];
  return ['run', '--in', input, '--out', out, '--threads', '2', '--shard-rows', '10', '--rate', '0', ...media];
}

function assertInterrupted({ code, signal, stderr }: Ended, out: string): void {
  assert.equal(signal, null);
  assert.equal(code, 130, stderr);
  assert.equal(existsSync(join(out, '.yfcc.tmp')), false);
  assert.equal(existsSync(join(out, '.yfcc.lock')), false);
}

async function assertGoesOn(out: string): Promise<void> {
  const { code, stderr } = await runMain(...command(out, server.origin));
  assert.equal(code, 0, stderr);
  assert.deepEqual(outputTree(out), outputTree(whole));
  assert.deepEqual(soundManifest(out), soundManifest(whole));
}

before(async () => {
  writeSources(input, makeLines(120));
  silent = await startSilentServer();
  server = await startMediaServer({
    bodies: 2,
    faultFor: () => {
      onRequest();
      return null;
    },
  });
  const { code, stderr } = await yfcc(command(whole, server.origin));
  assert.equal(code, 0, stderr);
});
after(() => Promise.all([server.close(), silent.close()]));

describe('a run that gets a signal', () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`saves the shards in flight at one ${signal}, and the same command goes on`, TIMEOUT, async () => {
      const out = join(scratch, `once-${signal}`);
      const run = startYfcc(command(out, server.origin));
      let requests = 0;
      onRequest = () => {
        requests++;
        if (requests === 15) run.child.kill(signal);
      };
      assertInterrupted(await run.ended, out);
      const { finished, rows, pid } = await status(out);
      assert.equal(finished, false);
      // The fifteenth of ten rows a shard is in one of the first shards; all that were in flight are saved.
      assert.notEqual(rows, 0);
      assert.equal(pid, null);
      await assertGoesOn(out);
    });
  }

  it('stops at once at the second SIGINT, and the same command goes on', TIMEOUT, async () => {
    const out = join(scratch, 'twice');
    const run = startYfcc(command(out, silent.origin));
    await silent.requests(1);
    run.child.kill('SIGINT');
    await run.says('once more to stop at once');
    run.child.kill('SIGINT');
    assertInterrupted(await run.ended, out);
    await assertGoesOn(out);
  });
});

describe('a second process on the same folder', () => {
  it(
    'is refused with exit code 4 while the first one is alive, also when it has been killed before',
    TIMEOUT,
    async () => {
      const out = join(scratch, 'second');
      const killed = startYfcc(command(out, silent.origin));
      await silent.requests(1);
      const { code, stderr } = await yfcc(command(out, silent.origin));
      assert.equal(code, 4, stderr);
      assert.match(stderr, new RegExp(`to be free, but process ${killed.child.pid} on `));
      assert.equal((await status(out)).pid, killed.child.pid);
      killed.child.kill('SIGKILL');
      assert.equal((await killed.ended).signal, 'SIGKILL');
      assert.equal((await status(out)).pid, null);
      await assertGoesOn(out);
    },
  );

  it('is refused when several begin at the same moment: one gets the folder', TIMEOUT, async () => {
    const out = join(scratch, 'race');
    const killed = startYfcc(command(out, silent.origin));
    await silent.requests(1);
    killed.child.kill('SIGKILL');
    await killed.ended;
    const runs = Array.from({ length: 4 }, () => startYfcc(command(out, silent.origin)));
    const codes: (number | null)[] = [];
    await new Promise<void>((resolve) => {
      const note = async ({ ended }: Started): Promise<void> => {
        codes.push((await ended).code);
        if (codes.length === runs.length - 1) resolve();
      };
      for (const run of runs) void note(run);
    });
    assert.deepEqual(codes, [4, 4, 4]);
    for (const { child } of runs) child.kill('SIGKILL');
    await Promise.all(runs.map(({ ended }) => ended));
    await assertGoesOn(out);
  });

  it('is refused also when the first one was stopped in the middle of taking the folder', TIMEOUT, async () => {
    const out = join(scratch, 'stopped');
    const slow = startYfcc(command(out, silent.origin), { node: ['--import', STOP_IN_LOCK] });
    await slow.says('stopping in the lock');
    const { code, stderr } = await yfcc(command(out, silent.origin));
    assert.equal(code, 4, stderr);
    assert.match(stderr, /to be free, but another process is writing it/);
    slow.child.kill('SIGCONT');
    await silent.requests(1);
    assert.equal((await status(out)).pid, slow.child.pid);
    slow.child.kill('SIGKILL');
    await slow.ended;
  });
});
