import assert from 'node:assert/strict';
import test from 'node:test';
import { groupSum, outcomeGroups } from '../../src/report/outcome-colors.js';

test('gives each outcome that occurs a colour of its own, in the order of the outcomes', () => {
  const groups = outcomeGroups({ timeout: 1, gone: 2, ok: 3 });
  assert.deepEqual(
    groups.map(({ name, color }) => [name, color]),
    [
      ['ok', 'var(--blue)'],
      ['gone', 'var(--grey)'],
      ['timeout', 'var(--orange)'],
    ],
  );
});

test('makes one of the rarest when there are more than can be told apart', () => {
  const outcomes = { ok: 9, throttled: 5, refused: 4, timeout: 1, network: 2, blocked: 3 };
  const groups = outcomeGroups(outcomes);
  assert.deepEqual(
    groups.map(({ name }) => name),
    ['ok', 'throttled', 'refused', '3 others'],
  );
  assert.deepEqual(
    groups.map((group) => groupSum(group, outcomes)),
    [9, 5, 4, 6],
  );
  assert.equal(new Set(groups.map(({ color }) => color)).size, groups.length);
});
