import assert from 'node:assert/strict';
import test from 'node:test';
import { AXES, coarseValues, fineValues, flagsOf } from '../../src/tune/setting.js';
import { RUN_BOUNDS } from '../../src/jobs/run-options.js';

test('writes a setting as the flags of run', () => {
  const setting = { threads: 3, connections: 32, shardRows: 5000, decodeBytes: 1 << 20 };
  assert.equal(flagsOf(setting), '--threads 3 --connections 32 --shard-rows 5000 --decode-bytes 1048576');
  assert.equal(flagsOf(setting, ['threads']), '--threads 3');
});

for (const [cores, threads] of [
  [1, [1, 2]],
  [2, [1, 2, 3, 4]],
  [6, [1, 2, 4, 6, 9, 12]],
  [64, [1, 2, 4, 8, 16, 32, 64, 96, 128]],
] as const) {
  test(`tries ${threads.join(', ')} threads on ${cores} cores`, () => {
    assert.deepEqual(coarseValues('threads', cores), threads);
  });
}

test('tries nothing that a job would refuse, and nothing twice', () => {
  for (const axis of AXES) {
    const [least, most] = RUN_BOUNDS[axis];
    for (const best of [least, ...coarseValues(axis, 8), most]) {
      const values = [best, ...fineValues(axis, best)];
      assert.equal(new Set(values).size, values.length);
      for (const value of values)
        assert.ok(value >= least && value <= most && Number.isInteger(value), `${axis} ${value}`);
    }
  }
});
