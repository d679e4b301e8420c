import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { synth } from '../../src/jobs/synth.js';
import { FIXTURES } from '../core/real-rows.js';
import { startYfcc, yfcc } from './command.js';
import { scratchFolder } from './scratch.js';
import { startSilentServer, type SilentServer } from './silent-server.js';
import { filesOf, outputTree } from './tree.js';

const WORKER_DIES = new URL('preload/worker-dies.mjs', FIXTURES).href;
const TIMEOUT = { timeout: 60_000 };
const THREADS = ['main.cpuprofile', 'worker-1.cpuprofile', 'worker-2.cpuprofile'];
const WHOLE = ['flame.html', ...THREADS];

const scratch = await scratchFolder('profile');
const input = join(scratch, 'in');
let silent: SilentServer;

function command(out: string, ...options: readonly string[]): readonly string[] {
  const sizes = ['--threads', '2', '--shard-rows', '250'];
  return ['run', '--in', input, '--out', out, '--format', 'jsonl', ...sizes, ...options];
}

/** The functions that samples were taken in, or in what they called, each behind its file's name: `shard.js shard`. */
function functionsOf(dir: string, name: string): ReadonlySet<string> {
  // Written by V8's profiler, and joined.
  const profile = JSON.parse(readFileSync(join(dir, name), 'utf8')) as Profiler.Profile;
  const { nodes, samples = [], timeDeltas = [] } = profile;
  assert.ok(samples.length > 0, name);
  assert.equal(timeDeltas.length, samples.length);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const callers = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const functions = new Set<string>();
  for (const sample of new Set(samples)) {
    assert.ok(byId.has(sample), `${name}: node ${sample}`);
    for (let id: number | undefined = sample; id !== undefined; id = callers.get(id)) {
      const { url = '', functionName = '' } = byId.get(id)?.callFrame ?? {};
      functions.add(`${url.split('/').at(-1)} ${functionName.split('/').at(-1)}`);
    }
  }
  return functions;
}

before(async () => {
  silent = await startSilentServer();
  await synth({ rows: 4000, out: input });
});
after(() => silent.close());

describe('yfcc run --profile', () => {
  it('writes a profile a thread and a page, and else what the job writes without it', TIMEOUT, async () => {
    const [out, plain, dir] = [join(scratch, 'out'), join(scratch, 'plain'), join(scratch, 'whole')];
    const { code, stderr } = await yfcc(command(out, '--profile', dir));
    assert.equal(code, 0, stderr);
    assert.match(stderr, /yfcc: The profile is in .*flame\.html\.\n/);
    assert.deepEqual(filesOf(dir), WHOLE);
    assert.equal((await yfcc(command(plain))).code, 0);
    assert.deepEqual(outputTree(out), outputTree(plain));
    const [job, other] = [out, plain].map(
      (folder) => readFileSync(join(folder, 'manifest.jsonl'), 'utf8').split('\n')[0],
    );
    assert.equal(job, other);
    const main = functionsOf(dir, 'main.cpuprofile');
    assert.ok(main.has('run-shards.js runShards'), [...main].join());
    assert.equal(main.has('shard.js shard'), false);
    for (const name of THREADS.slice(1)) {
      const worker = functionsOf(dir, name);
      for (const one of ['shard.js shard', 'decode.js decode'])
        assert.ok(worker.has(one), `${name}: ${[...worker].join()}`);
      // WebAssembly by its functions' names.
      assert.ok([...worker].some((one) => one.endsWith(' decodeBlock')));
    }
    const page = readFileSync(join(dir, 'flame.html'), 'utf8');
    assert.match(page, /<caption>all-workers: /);
    assert.match(page, /<span class="name">decodeBlock<\/span> <span class="place">src\/wasm\/bzip2\/index\.ts</);
  });

  it('goes into the output folder, and a job that goes on writes it anew', TIMEOUT, async () => {
    const out = join(scratch, 'inside');
    const dir = join(out, 'profile');
    assert.equal((await yfcc(command(out, '--profile', dir))).code, 0);
    writeFileSync(join(dir, 'worker-3.cpuprofile'), 'of a job with more threads');
    writeFileSync(join(dir, 'notes.txt'), 'mine');
    const { code, stderr } = await yfcc(command(out, '--profile', dir));
    assert.equal(code, 0, stderr);
    const names = filesOf(dir);
    assert.ok(names.includes('notes.txt') && names.includes('main.cpuprofile'), names.join());
    assert.equal(names.includes('worker-3.cpuprofile'), false);
  });

  it('names the thread of a database by what it does', TIMEOUT, async () => {
    const dir = join(scratch, 'database');
    const { code, stderr } = await yfcc(command(join(scratch, 'sqlite'), '--format', 'sqlite', '--profile', dir));
    assert.equal(code, 0, stderr);
    assert.deepEqual(filesOf(dir), ['database-1.cpuprofile', ...WHOLE]);
    const writer = functionsOf(dir, 'database-1.cpuprofile');
    assert.ok(
      [...writer].some((one) => one.startsWith('database-write')),
      [...writer].join(),
    );
  });

  it('writes what there is when the job fails', TIMEOUT, async () => {
    const bad = join(scratch, 'bad');
    mkdirSync(bad);
    const bytes = readFileSync(join(input, 'yfcc100m_dataset.bz2'));
    writeFileSync(join(bad, 'yfcc100m_dataset.bz2'), bytes.subarray(0, -100));
    const dir = join(scratch, 'failed');
    const { code, stderr } = await yfcc([...command(join(scratch, 'fails'), '--profile', dir), '--in', bad]);
    assert.equal(code, 3, stderr);
    assert.doesNotMatch(stderr, /warning/);
    assert.deepEqual(filesOf(dir), WHOLE);
    assert.ok(functionsOf(dir, 'worker-1.cpuprofile').size > 0);
  });

  it('says which thread has died before it gave its profile', TIMEOUT, async () => {
    const dir = join(scratch, 'death');
    const { code, stderr } = await yfcc(command(join(scratch, 'dies'), '--profile', dir), {
      node: ['--import', WORKER_DIES],
      env: { YFCC_DIE: 'exit:1' },
    });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /warning: The profile is not whole\. worker-1 ended before it gave any\.\n/);
    assert.deepEqual(filesOf(dir), ['flame.html', 'main.cpuprofile', 'worker-2.cpuprofile', 'worker-3.cpuprofile']);
    assert.match(readFileSync(join(dir, 'flame.html'), 'utf8'), /<p class="note">worker-1 ended before/);
  });

  for (const signals of [1, 2]) {
    it(`writes what there is after ${signals} SIGINT`, TIMEOUT, async () => {
      const dir = join(scratch, `signals-${signals}`);
      const media = ['--media', 'all', '--media-url-template', `${silent.origin}/{photo_id}`, '--allow-private'];
      // With one signal the shards in flight are finished: each file is given up after a second.
      const patience = signals === 1 ? ['--deadline', '1', '--attempts', '1', '--limit', '1000', '--rate', '0'] : [];
      const options = [...media, ...patience, '--shard-rows', '5', '--connections', '64', '--profile', dir];
      const job = startYfcc(command(join(scratch, `stops-${signals}`), ...options));
      await silent.requests(1);
      job.child.kill('SIGINT');
      if (signals === 2) {
        await job.says('once more to stop at once');
        job.child.kill('SIGINT');
      }
      const { code, stderr } = await job.ended;
      assert.equal(code, 130, stderr);
      assert.doesNotMatch(stderr, /warning: The profile/);
      assert.deepEqual(filesOf(dir), WHOLE);
      for (const name of THREADS) assert.ok(functionsOf(dir, name).size > 0);
    });
  }

  it('refuses a file in the place of the folder before it does anything', TIMEOUT, async () => {
    const [out, file] = [join(scratch, 'not-begun'), join(scratch, 'a-file')];
    writeFileSync(file, '');
    for (const dir of [file, join(file, 'below')]) {
      const { code, stderr } = await yfcc(command(out, '--profile', dir));
      assert.equal(code, 4, stderr);
      assert.match(stderr, /Expected --profile to be a folder, got a file: .*a-file\./);
    }
    assert.equal(existsSync(out), false);
    const { code, stderr } = await yfcc(command(out, '--profile='));
    assert.equal(code, 2, stderr);
    assert.match(stderr, /Expected --profile to be a folder, got an empty name\./);
  });
});

describe('yfcc cat --profile', () => {
  it('writes the same bytes, and the profiles', TIMEOUT, async () => {
    const dir = join(scratch, 'cat');
    const file = join(input, 'yfcc100m_dataset.bz2');
    const [profiled, plain] = [await yfcc(['cat', file, '--profile', dir]), await yfcc(['cat', file])];
    assert.equal(profiled.code, 0, profiled.stderr);
    assert.match(profiled.stderr, /^yfcc: The profile is in .*flame\.html\.\n$/);
    assert.ok(profiled.stdout.length > 0 && profiled.stdout === plain.stdout);
    // So small a file is decoded on the main thread.
    assert.ok(functionsOf(dir, 'main.cpuprofile').has('decode-stretch.js decodeStretch'));
    assert.deepEqual(filesOf(dir), ['flame.html', 'main.cpuprofile']);
  });
});
