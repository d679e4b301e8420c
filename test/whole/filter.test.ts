import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
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

interface Listed {
  readonly line_number: number;
  readonly photo_id: string;
  readonly photo_hash: string;
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

  it(
    'takes the photos of lists of ids and of hashes, and goes on with none but the same',
    { timeout: 60_000 },
    async () => {
      const records = recordText(await job('every', '--format', 'jsonl'))
        .split('\n')
        .slice(0, -1);
      const third = records.filter((_, k) => k % 3 === 0);
      const listOf = (name: string, lines: readonly string[]): string => {
        writeFileSync(join(scratch, name), lines.join('\n'));
        return join(scratch, name);
      };
      const cells = third.map((record) => {
        const { line_number: line, photo_id: id, photo_hash: hash } = JSON.parse(record) as Listed;
        return `${line}\t${id}\t${hash}`;
      });
      const expected = third.map((record) => `${record}\n`).join('');
      const list = listOf('list.tsv', cells);
      for (const name of ['ids', 'hashes'] as const) {
        for (const threads of ['1', '3']) {
          const out = await job(`${name} ${threads}`, '--format', 'jsonl', `--${name}`, list, '--threads', threads);
          assert.ok(recordText(out) === expected, `${name} on ${threads}`);
        }
      }
      const same = listOf('same', third.map((record) => (JSON.parse(record) as Listed).photo_id).toReversed());
      assert.ok(recordText(await job('ids 1', '--format', 'jsonl', '--ids', same)) === expected);
      const other = listOf('list.tsv', cells.slice(1));
      const refused = await runMain(
        'run',
        '--in',
        input,
        '--out',
        join(scratch, 'ids 1'),
        '--format',
        'jsonl',
        '--ids',
        other,
      );
      assert.equal(refused.code, 4);
      assert.match(refused.stderr, /ids .*1000 ids, sha256 [\da-f]+.*999 ids, sha256/);
    },
  );

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
