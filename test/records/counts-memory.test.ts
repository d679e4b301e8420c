import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { addRecords, countsOfRow, NO_RECORDS } from '../../src/core/record-counts.js';
import { oddDatasetLine } from '../core/odd-lines.js';
import { encoder, inStep, joinedRows, synthShard, type Shard } from './shard.js';

function checkCounts(shard: Shard): number {
  encoder.setCounting(true);
  const { isWhole, count } = inStep(shard);
  const counts = encoder.recordCounts();
  encoder.setCounting(false);
  if (!isWhole) return 0;
  assert.deepEqual(counts, joinedRows(shard).map(countsOfRow).reduce(addRecords, NO_RECORDS));
  return count;
}

test('counts the records of a shard as the plain form does, from none on', () => {
  for (const seed of [1, 2]) assert.equal(checkCounts(synthShard(400, seed)), 400);
});

test('counts rows with every oddity as the plain form does', () => {
  let counted = 0;
  fc.assert(
    fc.property(oddDatasetLine('7'), (dataset) => {
      counted += checkCounts({ dataset: [dataset], autotags: ['7\t'], exif: ['7\t'], places: ['7\t'] });
    }),
    { numRuns: 1500 },
  );
  assert.ok(counted > 1000, `${counted}`);
});

test('counts nothing where it was not asked to', () => {
  encoder.setCounting(false);
  inStep(synthShard(10, 1));
  assert.deepEqual(encoder.recordCounts(), NO_RECORDS);
});
