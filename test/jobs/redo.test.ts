import assert from 'node:assert/strict';
import test from 'node:test';
import type { ShardLine } from '../../src/engine/manifest.js';
import { redoPlan } from '../../src/jobs/redo.js';
import { shardLine } from '../engine/shard-line.js';

const line = (shard: number, more: Partial<ShardLine>): ShardLine => ({ ...shardLine(shard, more), rejectsBytes: 0 });
const outputs = [{ path: 'outcomes/00001.jsonl', bytes: 5, sha256: 'ab' }];
const LINES = [
  line(0, { outcomes: { ok: 10 } }),
  line(1, { outcomes: { ok: 5, throttled: 2, gone: 3 }, outputs }),
  line(2, { outcomes: { network: 4 }, putOff: 4 }),
  line(3, {}),
];

const shardsOf = (plan: ReturnType<typeof redoPlan>): number[] => [...(plan?.shards.keys() ?? [])];

test('goes over what was put off, asked or not', () => {
  const plan = redoPlan(LINES, { again: null, recheck: false });
  assert.deepEqual([shardsOf(plan), plan?.media], [[2], 4]);
});

test('goes over the shards that have one of the outcomes', () => {
  const plan = redoPlan(LINES, { again: ['throttled', 'gone'], recheck: false });
  assert.deepEqual([shardsOf(plan), plan?.media], [[1, 2], 9]);
  assert.deepEqual(plan?.shards.get(1), { again: ['throttled', 'gone'], recheck: false, outputs });
});

test('goes over all shards with media to check them, and asks for nothing by that', () => {
  const plan = redoPlan(LINES.slice(0, 2), { again: [], recheck: true });
  assert.deepEqual([shardsOf(plan), plan?.media], [[0, 1], 0]);
});

test('has no plan where there is nothing to go over', () => {
  assert.equal(redoPlan(LINES.slice(0, 2), { again: null, recheck: false }), null);
  assert.equal(redoPlan([], { again: ['network'], recheck: true }), null);
});
