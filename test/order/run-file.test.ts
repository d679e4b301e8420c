import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSegment, readSizes, writeRun } from '../../src/order/run-file.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('run-file');
const BUCKETS = { bucketRows: 10, count: 3 };

/** Writes a run of these lines; gives its path. */
function runOf(name: string, lines: readonly (readonly [row: number, text: string])[]): string {
  const file = join(scratch, name);
  const placed = lines.map(([row, text]) => ({ row, text: Buffer.from(`${text}\n`) }));
  writeRun(file, `${file}.tmp`, placed, BUCKETS);
  return file;
}

test('has the lines of each bucket in the order of rows, and those of one row as they came', () => {
  const file = runOf('rows', [
    [29, 'last'],
    [-1, 'stray one'],
    [3, 'three'],
    [0, 'zero'],
    [3, 'three again'],
    [-1, 'stray two'],
  ]);
  const texts = [0, 1, 2, 3].map((bucket) => readSegment(file, bucket).text.toString());
  assert.deepEqual(texts, ['zero\nthree\nthree again\n', '', 'last\n', 'stray one\nstray two\n']);
  assert.deepEqual([...readSegment(file, 0).rows], [0, 3, 3]);
  assert.deepEqual([...readSegment(file, 0).lengths], [5, 6, 12]);
  assert.deepEqual(
    readSizes(file, BUCKETS)?.map(({ lines, bytes }) => [lines, bytes]),
    [
      [3, 23],
      [0, 0],
      [1, 5],
      [2, 20],
    ],
  );
});

test('takes no file for a run that is cut short, longer, of other buckets, or not there', () => {
  const file = runOf('whole', [[1, 'a line']]);
  const bytes = readFileSync(file);
  writeFileSync(join(scratch, 'cut'), bytes.subarray(0, -1));
  writeFileSync(join(scratch, 'in-the-table'), bytes.subarray(0, 20));
  writeFileSync(join(scratch, 'longer'), Buffer.concat([bytes, Buffer.from('x')]));
  for (const name of ['cut', 'in-the-table', 'longer', 'missing'])
    assert.equal(readSizes(join(scratch, name), BUCKETS), null, name);
  assert.equal(readSizes(file, { ...BUCKETS, count: 5 }), null);
});
