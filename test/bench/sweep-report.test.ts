import assert from 'node:assert/strict';
import test from 'node:test';
import { sweepFor } from '../../bench/cases.js';
import type { StagesResult } from '../../bench/stages-report.js';
import { sweepReport } from '../../bench/sweep-report.js';
import { SWEEP } from './compared-results.js';

const result: StagesResult = {
  ...SWEEP,
  command: 'npm run bench:sweep -- --runs 3',
  runs: 3,
  cases: sweepFor([1, 2], [500]).map((entry) => ({
    case: entry,
    seconds: [4, 2, 8],
    cpuSeconds: [5, 6, 7],
    mainCpuSeconds: [],
    peakBytes: [1e8, 3e8],
  })),
};

test('has a row for each number of threads and size of shards', () => {
  const lines = sweepReport(result).split('\n');
  assert.ok(
    lines.includes('|       1 |          500 | 4.00 (2.00 to 8.00) |    250 |  6.00 |      300 MB |'),
    lines.join('\n'),
  );
  assert.equal(lines.filter((line) => line.startsWith('| ')).length, 4);
});

test('says on what, and with what command', () => {
  for (const part of ['a processor', '1,000 synthetic rows', 'Median of 3 runs', '`npm run bench:sweep -- --runs 3`'])
    assert.ok(sweepReport(result).includes(part), part);
});
