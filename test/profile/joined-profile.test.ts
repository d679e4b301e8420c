import assert from 'node:assert/strict';
import test from 'node:test';
import { joinProfiles } from '../../src/profile/joined-profile.js';
import { foldProfile } from '../../src/profile/profile-tree.js';
import { sampledProfile } from './sampled.js';

test('gives null for no profile', () => {
  assert.equal(joinProfiles([]), null);
});

test('leaves the samples and times of a single profile as they are', () => {
  const one = sampledProfile([
    ['main a.js:1 > read a.js:9', 300],
    ['(idle)', 700],
  ]);
  const { samples, timeDeltas, startTime, endTime, nodes } = one;
  const joined = joinProfiles([one]);
  assert.deepEqual(joined, { nodes, samples, timeDeltas, startTime, endTime });
});

test('puts calls by the same way into one node, with the hits and ticks of both', () => {
  const first = sampledProfile([
    ['main a.js:1 > read a.js:9', 300],
    ['(idle)', 700],
  ]);
  const second = sampledProfile(
    [
      ['(idle)', 50],
      ['main a.js:1 > write a.js:20', 60],
      ['main a.js:1 > read a.js:9', 70],
    ],
    5000,
  );
  for (const { nodes } of [first, second]) {
    for (const node of nodes) if (node.callFrame.functionName === 'read') node.positionTicks = [{ line: 10, ticks: 2 }];
  }
  const joined = joinProfiles([first, second]);
  assert.ok(joined !== null);
  assert.deepEqual(
    joined.nodes.map(({ id, callFrame, hitCount, children }) => [id, callFrame.functionName, hitCount, children]),
    [
      [1, '(root)', 0, [2, 4]],
      [2, 'main', 0, [3, 5]],
      [3, 'read', 2, []],
      [4, '(idle)', 2, []],
      [5, 'write', 1, []],
    ],
  );
  assert.deepEqual(joined.nodes[2]?.positionTicks, [{ line: 10, ticks: 4 }]);
  assert.deepEqual(joined.samples, [3, 4, 4, 5, 3]);
  // The second begins at 5000, the last sample of the first was at 1305.
  assert.deepEqual(joined.timeDeltas, [5, 300, 3700, 50, 60]);
  assert.deepEqual([joined.startTime, joined.endTime], [1000, 5185]);
  const { busyMicros, idleMicros } = foldProfile('main', joined, 'file:///');
  assert.deepEqual([busyMicros, idleMicros], [300 + 60 + 70, 3700 + 50]);
});

test('keeps two functions of one name and file apart by where they stand', () => {
  const [first, second] = [sampledProfile([['main a.js:1', 10]]), sampledProfile([['main a.js:2', 10]], 3000)];
  assert.deepEqual(joinProfiles([first, second])?.samples, [2, 3]);
});
