import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { FullRecord } from '../../src/core/record.js';
import { run } from '../../src/jobs/run.js';
import type { RunOptions } from '../../src/jobs/run-options.js';
import { status } from '../../src/jobs/status.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources } from './sources.js';
import { recordText } from './tree.js';

const scratch = await scratchFolder('hash-file');
const ROWS = 3000;

const long = makeLines(ROWS);
const short = makeLines(ROWS, { columns: 23 });
const hash = long.dataset.map((line) => line.split('\t').slice(1, 3).join('\t'));
// One row without a line, one of another URL, one line of no row.
hash.splice(500, 1);
hash[600] = `${hash[600]?.split('\t')[0]}\tabc`;
const sorted = [...hash, '1\tabc'].toSorted((a, b) => Number(a.split('\t')[0]) - Number(b.split('\t')[0]));

const alignedIn = writeSources(join(scratch, 'aligned-in'), { ...short, hash }, { only: ['dataset', 'exif', 'hash'] });
const sortedIn = writeSources(
  join(scratch, 'sorted-in'),
  { ...short, hash: sorted },
  { only: ['dataset', 'exif', 'hash'], bz2: true },
);

async function outputOf(name: string, options: Partial<RunOptions>) {
  const out = join(scratch, name);
  await run({ out, format: 'jsonl', shardRows: 400, ...options });
  return { text: recordText(out), found: await status(out) };
}

describe('a hash file beside a dataset file of 23 columns', { timeout: 120_000 }, () => {
  it('gives records the hashes of the longer layout, and tells whether they are right', async () => {
    const { text, found } = await outputOf('records', { in: alignedIn, threads: 2 });
    const records = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as FullRecord);
    for (const [row, { photo_id, photo_hash, hash_ok, line_number }] of records.entries()) {
      const [, id, own] = (long.dataset[row] ?? '').split('\t');
      const isOther = row === 601;
      assert.deepEqual(
        [photo_id, photo_hash, hash_ok, line_number],
        [id, isOther ? 'abc' : own, row === 500 ? null : !isOther, null],
      );
    }
    assert.deepEqual([found.wrongHashes, found.gaps.hash, found.rejectsBySource.hash], [1, 1, 0]);
  });

  it('gives the same records when it is sorted by id, for 1, 2 and 4 threads', async () => {
    const { text } = await outputOf('aligned', { in: alignedIn, threads: 2 });
    for (const threads of [1, 2, 4]) {
      const sortedOut = await outputOf(`sorted-${threads}`, { in: sortedIn, threads, maxRejects: 1 });
      assert.equal(sortedOut.text, text);
      assert.deepEqual([sortedOut.found.gaps.hash, sortedOut.found.rejectsBySource.hash], [1, 1]);
    }
  });
});
