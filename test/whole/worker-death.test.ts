import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { NO_BZIP2 } from '../bz2/real-bzip2.js';
import { FIXTURES } from '../core/real-rows.js';
import { yfcc } from './command.js';
import { soundManifest } from './manifest-lines.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources } from './sources.js';
import { filesOf, outputTree, rejectLines } from './tree.js';

const WORKER_DIES = new URL('preload/worker-dies.mjs', FIXTURES).href;
const CANNOT_START = new URL('preload/worker-cannot-start.mjs', FIXTURES).href;
const scratch = await scratchFolder('worker-death');
const input = join(scratch, 'in');
const whole = join(scratch, 'whole');

function command(out: string, ...options: readonly string[]): readonly string[] {
  return ['run', '--in', input, '--out', out, '--format', 'jsonl', '--threads', '2', ...options];
}

/** Every file that is there is one that the undisturbed job has, byte for byte. */
function assertNothingHalfDone(out: string, undisturbed: string): void {
  const expected = outputTree(undisturbed);
  for (const [path, sha256] of Object.entries(outputTree(out))) assert.equal(sha256, expected[path], path);
  assert.equal(existsSync(join(out, '.yfcc.tmp')), false);
  assert.equal(existsSync(join(out, '.yfcc.lock')), false);
}

before(async () => {
  writeSources(input, makeLines(600));
  const { code, stderr } = await yfcc(command(whole, '--shard-rows', '25'));
  assert.equal(code, 0, stderr);
});

describe('a worker that dies in the middle of its work', () => {
  const deaths = [
    { how: 'by process.exit()', env: 'exit:1', says: /warning: .*exited with code: 7.* It was at shard \d+\./ },
    { how: 'by process.exit(), some shards later', env: 'exit:5', says: /warning: .*exited with code: 7/ },
    { how: 'by an error that nobody catches', env: 'throw:1', says: /warning: .*thrown on purpose/ },
    { how: 'by an error that nobody catches, some shards later', env: 'throw:5', says: /warning: .*thrown on purpose/ },
  ];
  for (const { how, env, says } of deaths) {
    it(`${how} has another do its work, and the job ends as ever`, { timeout: 30_000 }, async () => {
      const out = join(scratch, env.replace(':', '-'));
      const options = command(out, '--shard-rows', '25');
      const { code, stderr } = await yfcc(options, { node: ['--import', WORKER_DIES], env: { YFCC_DIE: env } });
      assert.equal(code, 0, stderr);
      assert.match(stderr, says);
      assert.deepEqual(outputTree(out), outputTree(whole));
      assert.deepEqual(soundManifest(out), soundManifest(whole));
      assertNothingHalfDone(out, whole);
    });
  }
});

describe('workers that die over and over', () => {
  const options = (out: string): readonly string[] => command(out, '--shard-rows', '25');

  it('still end a job if they finish some shards before they do', { timeout: 60_000 }, async () => {
    const out = join(scratch, 'each-third');
    const { code, stderr } = await yfcc(options(out), {
      node: ['--import', WORKER_DIES],
      env: { YFCC_DIE: 'exit:3:each' },
    });
    assert.equal(code, 0, stderr);
    assert.ok((stderr.match(/exited with code: 7/g)?.length ?? 0) >= 8, stderr);
    assert.deepEqual(outputTree(out), outputTree(whole));
  });

  it('end the job with the facts when no shard gets through, and the same command finishes it', async () => {
    const out = join(scratch, 'each');
    const died = await yfcc(options(out), { node: ['--import', WORKER_DIES], env: { YFCC_DIE: 'exit:1:each' } });
    assert.equal(died.signal, null, 'it does not hang');
    assert.equal(died.code, 70, died.stderr);
    assert.match(
      died.stderr,
      /exited with code: 7\. It was at shard [0-3]\. Threads have died \d+ times since a shard/,
    );
    assertNothingHalfDone(out, whole);
    const again = await yfcc(options(out));
    assert.equal(again.code, 0, again.stderr);
    assert.deepEqual(outputTree(out), outputTree(whole));
    assert.deepEqual(soundManifest(out), soundManifest(whole));
  });
});

describe('worker threads that cannot start', () => {
  for (const how of ['exit:1', 'throw:1', 'exit:3', 'throw:3']) {
    it(`end the job, and do not hang it (${how})`, { timeout: 30_000 }, async () => {
      const out = join(scratch, `start-${how.replace(':', '-')}`);
      const { code, signal, stderr } = await yfcc(command(out, '--shard-rows', '25'), {
        node: ['--import', CANNOT_START, '--import', WORKER_DIES],
        env: { YFCC_NO_START: how, YFCC_DIE: 'exit:2:each' },
      });
      assert.deepEqual([code, signal], [70, null], stderr);
      assert.match(
        stderr,
        /yfcc: All worker threads have died, and no other could start: (?:worker exited with code|no start)/,
      );
      assertNothingHalfDone(out, whole);
    });
  }
});

describe('a worker that dies while it decodes', { skip: NO_BZIP2 }, () => {
  const packed = join(scratch, 'bz2');
  before(() => writeSources(packed, makeLines(600), { bz2: true }));

  const options = (out: string): readonly string[] => [...command(out, '--shard-rows', '25'), '--in', packed];
  const deaths = [
    { how: 'once', env: 'decode:2', code: 0 },
    { how: 'each time', env: 'decode:1:each', code: 70 },
  ];
  for (const { how, env, code } of deaths) {
    it(`${how} ends with exit code ${code}`, { timeout: 30_000 }, async () => {
      const out = join(scratch, env.replaceAll(':', '-'));
      const ended = await yfcc(options(out), { node: ['--import', WORKER_DIES], env: { YFCC_DIE: env } });
      assert.equal(ended.code, code, ended.stderr);
      if (code === 0) assert.deepEqual(outputTree(out), outputTree(whole));
      else assert.match(ended.stderr, /A worker thread ended .* exited with code: 7/);
    });
  }
});

describe('a worker that runs out of memory', () => {
  it('ends the job with advice, and one with more memory finishes it', { timeout: 60_000 }, async () => {
    const large = join(scratch, 'large');
    mkdirSync(large);
    // One shard of rejects, which a worker holds until its shard is done.
    writeFileSync(join(large, 'yfcc100m_dataset'), `0\t123456\t${'not a row '.repeat(8)}\n`.repeat(150_000));
    const out = join(scratch, 'memory');
    const limits = ['--shard-rows', '1000000', '--max-rejects', '150000'];
    const options = ['run', '--in', large, '--out', out, '--format', 'jsonl', '--threads', '1', ...limits];
    const died = await yfcc(options, { node: ['--max-old-space-size=24'] });
    assert.equal(died.signal, null, 'it does not hang, and it ends by itself');
    assert.equal(died.code, 70, died.stderr);
    assert.match(died.stderr, /memory.*--shard-rows/);
    assert.deepEqual(filesOf(out), ['manifest.jsonl', 'rejects.jsonl']);
    const again = await yfcc(options);
    assert.equal(again.code, 0, again.stderr);
    assert.equal(rejectLines(out).length, 150_000);
  });
});
