import assert from 'node:assert/strict';
import test from 'node:test';
import { createShardTimer } from '../../src/jobs/shard-times.js';

/** The upper ends of the ranges that something fell into. */
const rangesOf = ({ bounds, counts }: { readonly bounds: readonly number[]; readonly counts: readonly number[] }) =>
  counts.flatMap((count, k) => Array.from({ length: count }, () => bounds[k] ?? Infinity));

test('adds up what threads did, and keeps apart how long each shard took', () => {
  const timer = createShardTimer();
  timer.addDecode(1500);
  timer.addShard({ encode: 200, fetch: 0, write: 30 }, 20);
  timer.addShard({ encode: 400, fetch: 7_200_000, write: 40 }, 0);
  assert.deepEqual(timer.stages(), { decode: 1.5, encode: 0.6, fetch: 7200, write: 0.07, sync: 0.02 });
  const { whole, stages } = timer.shards();
  assert.deepEqual(rangesOf(whole), [0.25, Infinity]);
  assert.equal(whole.sum, 7200.69);
  assert.deepEqual(rangesOf(stages.encode), [0.25, 0.5]);
  assert.deepEqual(rangesOf(stages.fetch), [0.005, Infinity]);
  assert.deepEqual(rangesOf(stages.write), [0.05, 0.05]);
  assert.deepEqual(rangesOf(stages.sync), [0.005, 0.025]);
});
