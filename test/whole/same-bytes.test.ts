import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { synth } from '../../src/jobs/synth.js';
import { runMain } from '../cli/fake-terminal.js';
import { soundManifest } from './manifest-lines.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources } from './sources.js';
import { outputTree, recordText, rejectLines } from './tree.js';

const scratch = await scratchFolder('same-bytes');
const input = join(scratch, 'in');
const ROWS = 600;

/** Threads and rows a shard: each size divides the rows otherwise, and one takes them all. */
const SIZES = {
  full: [
    ['1', '333'],
    ['2', '50'],
    ['3', '5000'],
  ],
  article: [
    ['1', '50'],
    ['2', '5000'],
  ],
} as const;

before(() => {
  const lines = makeLines(ROWS);
  lines.dataset[300] = 'not a row';
  lines.dataset.splice(500, 2);
  lines.autotags.splice(49, 1);
  lines.autotags.splice(100, 0, '5\tdune:0.5100');
  lines.exif.splice(331, 5);
  lines.places[200] = 'no id\there';
  lines.places.splice(333, 100);
  writeSources(input, lines, { bz2: true });
});

/** Runs a job with more rejects than the default lets pass. */
async function job(out: string, ...options: readonly string[]): Promise<void> {
  const ended = await runMain('run', '--in', input, '--out', out, '--max-rejects', '1000', ...options);
  assert.equal(ended.code, 0, ended.stderr);
}

describe('yfcc run', () => {
  for (const [schema, sizes] of Object.entries(SIZES)) {
    it(
      `writes the same ${schema} tree for any number of threads and any size of the shards`,
      { timeout: 60_000 },
      async () => {
        const results = [];
        for (const [threads, shardRows] of sizes) {
          const out = join(scratch, `${schema}-files-${threads}`);
          await job(out, '--schema', schema, '--threads', threads, '--shard-rows', shardRows);
          results.push({ meta: metaOf(out), rejects: rejectLines(out) });
        }
        const [first, ...others] = results;
        assert.equal(Object.keys(first?.meta ?? {}).length, ROWS - 3);
        for (const other of others) assert.deepEqual(other, first);
      },
    );

    it(
      `writes the same ${schema} lines for any number of threads and any size of the shards`,
      { timeout: 60_000 },
      async () => {
        let expected: string | null = null;
        for (const [threads, shardRows] of sizes) {
          const out = join(scratch, `${schema}-lines-${shardRows}`);
          const gzip = threads === '2' ? ['--gzip'] : [];
          const format = ['--format', 'jsonl', '--schema', schema, ...gzip];
          await job(out, ...format, '--threads', threads, '--shard-rows', shardRows);
          expected ??= recordText(out);
          assert.ok(recordText(out) === expected, `shards of ${shardRows} rows give the same lines`);
        }
      },
    );
  }

  for (const format of [['files'], ['jsonl', '--gzip'], ['parquet'], ['csv'], ['webdataset'], ['sqlite']]) {
    it(
      `writes the same files, rejects and manifest for 1, 2 and 4 threads and either decoder: ${format.join(' ')}`,
      { timeout: 60_000 },
      async () => {
        const results = [];
        for (const decoder of ['serial', 'parallel']) {
          for (const threads of ['1', '2', '4']) {
            const out = join(scratch, `threads-${format.join('')}-${decoder}-${threads}`);
            await job(out, '--format', ...format, '--threads', threads, '--shard-rows', '100', '--decoder', decoder);
            results.push({ tree: outputTree(out), rejects: rejectLines(out), manifest: soundManifest(out) });
          }
        }
        const [first, ...others] = results;
        for (const other of others) assert.deepEqual(other, first);
      },
    );
  }
});

describe('yfcc run on synthetic files with gaps and bad lines', () => {
  it('writes the same lines for any number of threads and any size of the shards', { timeout: 60_000 }, async () => {
    const synthetic = join(scratch, 'synthetic');
    await synth({ rows: 2000, out: synthetic, seed: 5, gaps: 0.01, bad: 0.01, compress: 'bzip2' });
    let expected: string | null = null;
    for (const [k, shardRows] of [2000, 97, 400].entries()) {
      const out = join(scratch, `synthetic-${shardRows}`);
      const options = [
        '--format',
        'jsonl',
        '--threads',
        String(2 ** k),
        '--shard-rows',
        String(shardRows),
        '--max-rejects',
        '1000',
      ];
      const ended = await runMain('run', '--in', synthetic, '--out', out, ...options);
      assert.equal(ended.code, 0, ended.stderr);
      expected ??= recordText(out);
      assert.ok(recordText(out) === expected, `shards of ${shardRows} rows give the same lines`);
    }
  });

  it('compresses a large shard with nothing odd to say', { timeout: 60_000 }, async () => {
    const large = join(scratch, 'large');
    await synth({ rows: 4000, out: large, seed: 6, gaps: 0, bad: 0, compress: 'none' });
    const ended = await runMain(
      'run',
      '--in',
      large,
      '--out',
      join(scratch, 'large-out'),
      '--format',
      'jsonl',
      '--gzip',
      '--threads',
      '1',
    );
    assert.equal(ended.code, 0, ended.stderr);
    assert.equal(ended.stderr, `yfcc: writing ${join(scratch, 'large-out')} on 1 threads\n`);
  });
});

/** The records; which of them share a file of checksums is up to the size of the shards. */
function metaOf(out: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(outputTree(out)).filter(([path]) => path.startsWith('meta/')));
}
