import assert from 'node:assert/strict';
import test from 'node:test';
import { shardName } from '../../src/sinks/sink.js';

test('numbers shards with five digits, and more beyond', () => {
  for (const [shard, name] of [
    [0, '00000'],
    [42, '00042'],
    [99_999, '99999'],
    [100_000, '100000'],
  ] as const) {
    assert.equal(shardName(shard), name);
  }
});
