import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { FIXTURES } from '../core/real-rows.js';
import { yfcc, type Ended } from './command.js';
import { soundManifest } from './manifest-lines.js';
import { scratchFolder } from './scratch.js';
import { idOf, makeLines, writeSources } from './sources.js';
import { outputTree, recordText, rejectLines } from './tree.js';

const POISON = new URL('preload/poison.mjs', FIXTURES).href;
const ROW = 130;
const REASON = 'Expected this row to become a record, but worker threads died at it, and so it was set aside.';

const scratch = await scratchFolder('poison');
const input = join(scratch, 'in');
const whole = join(scratch, 'whole');

interface Poison {
  readonly how: string;
  readonly isOnce?: boolean;
  readonly node?: readonly string[];
  readonly options?: readonly string[];
}

function job(out: string, ...options: readonly string[]): readonly string[] {
  return ['run', '--in', input, '--out', out, '--format', 'jsonl', '--shard-rows', '50', '--threads', '2', ...options];
}

function poisoned(out: string, { how, isOnce = false, node = [], options = [] }: Poison): Promise<Ended> {
  return yfcc(job(out, ...options), {
    node: ['--import', POISON, ...node],
    env: { YFCC_POISON: `${how}:${idOf(ROW)}`, ...(isOnce ? { YFCC_POISON_ONCE: `${out}.once` } : {}) },
  });
}

/** All records are there but the poison's, which is a reject. */
function assertSetAside(out: string): void {
  const records = recordText(whole).split('\n');
  assert.match(records[ROW] ?? '', new RegExp(`"photo_id":"${idOf(ROW)}"`));
  assert.deepEqual(
    recordText(out).split('\n'),
    records.filter((_, row) => row !== ROW),
  );
  const [line = '', ...others] = rejectLines(out);
  const { text, ...reject } = JSON.parse(line) as Record<string, unknown>;
  assert.deepEqual(reject, { source: 'dataset', line: ROW, photo_id: idOf(ROW), reason: REASON });
  assert.match(String(text), new RegExp(`\\t${idOf(ROW)}\\t`));
  assert.deepEqual(others, []);
}

before(async () => {
  writeSources(input, makeLines(300));
  const { code, stderr } = await yfcc(job(whole));
  assert.equal(code, 0, stderr);
});

describe('a row that worker threads die of', () => {
  const trees: object[] = [];
  for (const threads of [1, 2, 4]) {
    it(`is found, and set aside, with --threads ${threads}`, { timeout: 60_000 }, async () => {
      const out = join(scratch, `exit-${threads}`);
      const { code, stderr } = await poisoned(out, { how: 'exit', options: ['--threads', String(threads)] });
      assert.equal(code, 1, stderr);
      const warnings = stderr.match(/^yfcc: warning: .*/gm) ?? [];
      const died = 'yfcc: warning: A worker thread ended in the middle of its work: worker exited with code: 7.';
      assert.deepEqual(warnings, [
        `${died} It was at shard 2, somewhere in rows 0 to 49 (lines 100 to 149). The shard is given to another thread (try 2 of 7).`,
        ...[3, 4, 5, 6].map(
          (k) => `${died} It was at shard 2, row 30 (line 130). The shard is given to another thread (try ${k} of 7).`,
        ),
        `${died} It was at shard 2, row 30 (line 130). 5 threads have died at that row: it is set aside as a reject, and the shard is given to another thread.`,
      ]);
      assertSetAside(out);
      trees.push({ tree: outputTree(out), manifest: soundManifest(out), rejects: rejectLines(out) });
      assert.deepEqual(trees[trees.length - 1], trees[0]);
    });
  }

  const poisons = [
    { how: 'loop', options: ['--hang-timeout', '1'], says: /did not go on for 1 s \(--hang-timeout\), and was ended/ },
    { how: 'memory', node: ['--max-old-space-size=64'], says: /ran out of memory/ },
  ];
  for (const { says, ...poison } of poisons) {
    it(`is found where it has them ${poison.how}`, { timeout: 60_000 }, async () => {
      const out = join(scratch, poison.how);
      const { code, stderr } = await poisoned(out, poison);
      assert.equal(code, 1, stderr);
      assert.match(stderr, says);
      assertSetAside(out);
    });
  }

  it('counts as a reject to --max-rejects', { timeout: 60_000 }, async () => {
    const { code, stderr } = await poisoned(join(scratch, 'allowed'), {
      how: 'exit',
      options: ['--max-rejects', '1'],
    });
    assert.equal(code, 0, stderr);
  });
});

describe('a worker that dies once in the middle of a shard', () => {
  const deaths = [
    { how: 'exit' },
    { how: 'throw' },
    { how: 'loop', options: ['--hang-timeout', '1'] },
    { how: 'exit', name: 'gzip', options: ['--gzip'] },
    { how: 'exit', name: 'files', options: ['--format', 'files'] },
    { how: 'exit', name: 'parquet', options: ['--format', 'parquet'] },
    { how: 'exit', name: 'csv', options: ['--format', 'csv'] },
  ];
  for (const { name, ...death } of deaths) {
    it(
      `by ${death.how} has another do its work${name === undefined ? '' : `, for ${name}`}, with the same result`,
      { timeout: 60_000 },
      async () => {
        const title = `once-${death.how}-${name}`;
        const undisturbed = name === undefined ? whole : join(scratch, `whole-${name}`);
        if (name !== undefined) assert.equal((await yfcc(job(undisturbed, ...(death.options ?? [])))).code, 0);
        const out = join(scratch, title);
        const { code, stderr } = await poisoned(out, { ...death, isOnce: true });
        assert.equal(code, 0, stderr);
        assert.match(stderr, /warning: A worker thread /);
        assert.deepEqual(outputTree(out), outputTree(undisturbed));
        assert.deepEqual(soundManifest(out), soundManifest(undisturbed));
        assert.deepEqual(rejectLines(out), []);
      },
    );
  }
});
