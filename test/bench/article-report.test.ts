import assert from 'node:assert/strict';
import test from 'node:test';
import { articleReport } from '../../bench/article-report.js';
import { machineOf } from './compared-results.js';

test('says with what command, and how many times as fast each is as the script, round by round', () => {
  const text = articleReport({
    machine: machineOf('abc1234'),
    command: 'npm run bench:article -- --runs 2',
    runs: 2,
    commands: [
      { name: 'the script', rows: 1000, seconds: [4, 5] },
      { name: 'ours', rows: 50_000, seconds: [2, 1] },
    ],
  });
  for (const part of ['a processor', 'commit abc1234,', '`npm run bench:article -- --runs 2`'])
    assert.ok(text.includes(part));
  // 250 and 200 rows/s against 25,000 and 50,000: 100 and 250 times.
  assert.match(text, /\| ours +\| 50,000 \| 1\.5 \(1 to 2\) \| 37,500 \| +175 \|/);
});
