import assert from 'node:assert/strict';
import test from 'node:test';
import { atLeastMany, atLeastShare, checkTable, exactly, exitCodeOf, underShare } from '../../bench/checks.js';

const MET = [
  exactly('records', 3000, 3000),
  atLeastShare('accepted', 0.9, 0.9, 'measure'),
  underShare('refused', 0.03, 0.029, 'count'),
  atLeastMany('events', 4, 4),
];
const SLOW = atLeastShare('speed', 0.9, 0.5, 'measure');
const LOST = exactly('records', 3000, 2999);

test('has a row a check, with what is wanted and what came', () => {
  const rows = checkTable([...MET, SLOW, LOST])
    .split('\n')
    .slice(2);
  assert.match(rows[0] ?? '', /records +\| +3,000 \| +3,000 \| yes/);
  assert.match(rows[1] ?? '', /accepted +\| >= 90\.0 % \| 90\.0 % \| yes/);
  assert.match(rows[2] ?? '', /refused +\| +< 3\.0 % \| +2\.9 % \| yes/);
  assert.match(rows[3] ?? '', /events +\| +>= 4 \| +4 \| yes/);
  assert.match(rows[4] ?? '', /speed +\| >= 90\.0 % \| 50\.0 % \| missed/);
  assert.match(rows[5] ?? '', /records +\| +3,000 \| +2,999 \| WRONG/);
});

test('ends with 1 for a wrong count alone', () => {
  assert.deepEqual([exitCodeOf(MET), exitCodeOf([...MET, SLOW]), exitCodeOf([...MET, LOST])], [0, 0, 1]);
  assert.equal(exitCodeOf([atLeastMany('events', 4, 3)]), 1);
  assert.equal(underShare('refused', 0.03, 0.03, 'count').isMet, false);
});
