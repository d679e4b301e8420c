import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { synth } from '../../src/jobs/synth.js';
import { runMain } from '../cli/fake-terminal.js';
import { scratchFolder } from './scratch.js';
import { outputTree, recordText } from './tree.js';

const scratch = await scratchFolder('filter');
const input = join(scratch, 'in');
const FILTERS = ['--license', 'commercial', '--kind', 'photo', '--min-accuracy', '1', '--sample', '0.8'];

interface Shown {
  readonly license: string;
  readonly kind: string;
  readonly pos_accuracy: number | null;
}

async function job(name: string, ...options: readonly string[]): Promise<string> {
  const out = join(scratch, name);
  const ended = await runMain('run', '--in', input, '--out', out, '--max-rejects', '1000', ...options);
  assert.equal(ended.code, 0, ended.stderr);
  return out;
}

before(() => synth({ rows: 3000, out: input, seed: 8, gaps: 0.002, bad: 0.001, compress: 'none' }));

describe('yfcc run with a filter', () => {
  it(
    'takes the records that fit, in order, and no others, for any threads and shards',
    { timeout: 60_000 },
    async () => {
      const all = recordText(await job('all', '--format', 'jsonl'));
      const expected = all.split('\n').filter((line) => {
        if (line === '') return false;
        const { license, kind, pos_accuracy: accuracy } = JSON.parse(line) as Shown;
        return ['by', 'by-sa', 'by-nd'].includes(license) && kind === 'photo' && accuracy !== null;
      });
      const exact = recordText(await job('exact', '--format', 'jsonl', ...FILTERS.slice(0, -2)));
      assert.ok(exact === expected.map((line) => `${line}\n`).join(''));
      const sampled = recordText(await job('sampled', '--format', 'jsonl', ...FILTERS));
      const count = sampled.split('\n').length;
      assert.ok(count > expected.length * 0.6 && count < expected.length, `${count} of ${expected.length}`);
      for (const [threads, rows] of [
        ['1', '97'],
        ['4', '1000'],
      ] as const) {
        const again = await job(
          `again ${threads}`,
          '--format',
          'jsonl',
          ...FILTERS,
          '--threads',
          threads,
          '--shard-rows',
          rows,
        );
        assert.ok(recordText(again) === sampled);
      }
    },
  );

  it('counts rows and records, and is another job than one without', { timeout: 60_000 }, async () => {
    const out = await job('files', ...FILTERS);
    const records = Object.keys(outputTree(out)).filter((path) => path.startsWith('meta/')).length;
    const { stdout } = await runMain('status', out, '--json');
    const status = JSON.parse(stdout) as { readonly rows: number; readonly records: number };
    assert.equal(status.records, records);
    assert.ok(status.rows > 2900 && status.records < status.rows / 2);
    const other = await runMain('run', '--in', input, '--out', out);
    assert.equal(other.code, 4);
  });

  it('writes the same records of the article schema', { timeout: 60_000 }, async () => {
    const names = (out: string): readonly string[] =>
      Object.keys(outputTree(out)).filter((path) => path.startsWith('meta/'));
    const article = await job('article', '--schema', 'article', ...FILTERS);
    assert.deepEqual(names(article), names(join(scratch, 'files')));
  });

  it('refuses what it cannot read', async () => {
    const ended = await runMain('run', '--in', input, '--out', join(scratch, 'x'), '--license', 'gpl');
    assert.equal(ended.code, 2);
    assert.match(ended.stderr, /Expected --license to be some of by, by-sa, .*, got gpl\./);
  });
});
