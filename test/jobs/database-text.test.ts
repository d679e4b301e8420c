import assert from 'node:assert/strict';
import test from 'node:test';
import { SlabPool } from '../../src/bz2/slabs.js';
import { openSource } from '../../src/engine/source.js';
import { databaseLines, databaseText } from '../../src/jobs/database-text.js';
import { newContext } from '../sinks/context.js';
import { stageShard } from '../sinks/staged.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('database-text');
const ROWS = 2345;
const file = await openSource('dataset', await stageShard(await newContext(scratch, 'rows', 0), ROWS));

test('gives the rows behind those to pass over, and tells how much of the file that is', async () => {
  assert.equal(await databaseLines(file), ROWS);
  for (const skip of [0, 1, 1500, ROWS, ROWS + 1]) {
    const slabs = new SlabPool();
    const { text, bytesRead } = databaseText(file, skip, slabs);
    assert.equal(bytesRead(), 0);
    let came = '';
    for await (const { slab, start, length } of text) {
      came += Buffer.from(slab.bytes.subarray(start, start + length)).toString('latin1');
      slabs.release(slab);
    }
    const ids = came
      .split('\n')
      .slice(0, -1)
      .map((line) => line.slice(0, line.indexOf('\t')));
    assert.deepEqual(
      ids,
      Array.from({ length: Math.max(0, ROWS - skip) }, (_, k) => String(1000 + skip + k)),
    );
    if (skip < ROWS) assert.equal(bytesRead(), file.bytes);
  }
});

test('ends its thread when no more is wanted', async () => {
  const slabs = new SlabPool();
  const { text } = databaseText(file, 0, slabs);
  // The test's own process ends only when the thread has.
  for await (const { slab } of text) {
    slabs.release(slab);
    break;
  }
});
