import assert from 'node:assert/strict';
import test from 'node:test';
import { foldProfile, mergeTrees, microsByKind, type CallNode } from '../../src/profile/profile-tree.js';
import { sampledProfile } from './sampled.js';

const ROOT = 'file:///pkg/dist/';
const SHARD = `shard ${ROOT}workers/shard.js:5`;
const WRITE = `write ${ROOT}src/sinks/csv.js:7`;
const DECODE = 'src/wasm/bzip2/index/decodeBlock wasm://wasm/1:1';

/** `name self/total [calls]` of each. */
function outline(calls: readonly CallNode[]): readonly string[] {
  return calls.map(
    ({ name, selfMicros, totalMicros, calls: inner }) =>
      `${name} ${selfMicros}/${totalMicros}${inner.length === 0 ? '' : ` [${outline(inner).join(', ')}]`}`,
  );
}

test('gives each call its own time and that of what it called, most first, and keeps idle time apart', () => {
  const tree = foldProfile(
    'worker-1',
    sampledProfile([
      [SHARD, 100],
      [`${SHARD} > ${WRITE}`, 300],
      ['(idle)', 1000],
      [`${SHARD} > ${DECODE}`, 500],
      ['(garbage collector)', 40],
      [`${SHARD} > ${WRITE}`, 20],
      ['(program)', 7],
    ]),
    ROOT,
  );
  assert.deepEqual(outline(tree.calls), [
    'shard 100/920 [decodeBlock 500/500, write 320/320]',
    '(garbage collector) 40/40',
    '(program) 7/7',
  ]);
  assert.deepEqual([tree.name, tree.busyMicros, tree.idleMicros], ['worker-1', 967, 1000]);
  assert.deepEqual(microsByKind(tree), { wasm: 500, engine: 420, library: 0, node: 0, native: 7, gc: 40 });
});

test('makes one call of functions that read the same, such as two closures of one line', () => {
  const profile = sampledProfile([
    [`${SHARD} > ${WRITE}`, 10],
    [`${SHARD} > other x.js:1`, 20],
  ]);
  const other = profile.nodes.find(({ callFrame }) => callFrame.functionName === 'other');
  const write = profile.nodes.find(({ callFrame }) => callFrame.functionName === 'write');
  assert.ok(other !== undefined && write !== undefined);
  other.callFrame = { ...write.callFrame, columnNumber: 40 };
  assert.deepEqual(outline(foldProfile('main', profile, ROOT).calls), ['shard 0/30 [write 30/30]']);
});

test('takes samples that are noted in the wrong order for no time', () => {
  const profile = {
    ...sampledProfile([
      [SHARD, 10],
      [WRITE, 10],
      [SHARD, 10],
    ]),
    timeDeltas: [5, 30, -4],
  };
  assert.deepEqual(outline(foldProfile('main', profile, ROOT).calls), ['shard 34/34', 'write 0/0']);
});

test('is empty for a profile without samples', () => {
  const tree = foldProfile('main', sampledProfile([]), ROOT);
  assert.deepEqual([tree.calls, tree.busyMicros, tree.idleMicros], [[], 0, 0]);
});

test('holds a stack that is deeper than most', () => {
  const stack = Array.from({ length: 2000 }, (_, k) => `f${k} a.js:${k + 1}`).join(' > ');
  let depth = 0;
  let [call] = foldProfile('main', sampledProfile([[stack, 10]]), ROOT).calls;
  for (; call !== undefined; [call] = call.calls) depth++;
  assert.equal(depth, 2000);
});

test('adds threads up, call by call', () => {
  const [a, b] = [
    sampledProfile([
      [`${SHARD} > ${WRITE}`, 10],
      ['(idle)', 5],
    ]),
    sampledProfile([
      [`${SHARD} > ${WRITE}`, 20],
      [`${SHARD} > ${DECODE}`, 100],
      [WRITE, 1],
      ['(idle)', 6],
    ]),
  ].map((profile, k) => foldProfile(`worker-${k + 1}`, profile, ROOT));
  assert.ok(a !== undefined && b !== undefined);
  const all = mergeTrees('all-workers', [a, b]);
  assert.deepEqual(outline(all.calls), ['shard 0/130 [decodeBlock 100/100, write 30/30]', 'write 1/1']);
  assert.deepEqual([all.name, all.busyMicros, all.idleMicros], ['all-workers', 131, 11]);
});
