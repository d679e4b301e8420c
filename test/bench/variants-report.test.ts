import assert from 'node:assert/strict';
import test from 'node:test';
import { variantsReport, type VariantsResult } from '../../bench/variants-report.js';
import { machineOf } from './compared-results.js';

const RESULT: VariantsResult = {
  machine: machineOf('abc1234'),
  command: 'npm run bench:order -- --runs 3',
  runs: 3,
  rows: 1000,
  input: 'Three files.',
  variants: [
    {
      name: 'aligned',
      line: 'yfcc',
      seconds: [2, 4, 3],
      cpuSeconds: [5, 7, 6],
      peakBytes: [1e8, 3e8, 2e8],
      leftBytes: [0, 0, 0],
    },
    {
      name: 'shuffled',
      line: 'yfcc',
      seconds: [4, 4, 4],
      cpuSeconds: [8, 8, 8],
      peakBytes: [4e8, 4e8, 4e8],
      leftBytes: [9e6, 9e6, 9e6],
    },
  ],
};

test('has a row a variant, and says on what and how', () => {
  const text = variantsReport(RESULT);
  assert.ok(/\| aligned  \| +3 \(2 to 4\) \| +333 \| +6 \| +300 MB \| +\|/.test(text), text);
  assert.ok(/\| shuffled \| +4 \(4 to 4\) \| +250 \| +8 \| +400 MB \| 9\.0 MB \|/.test(text), text);
  for (const part of ['commit abc1234', 'Three files.', 'Median of 3 rounds', '`npm run bench:order -- --runs 3`'])
    assert.ok(text.includes(part), part);
});

test('has no column for what is left where nothing is', () => {
  const text = variantsReport({ ...RESULT, variants: RESULT.variants.slice(0, 1) });
  assert.ok(text.includes('| job     |    seconds | rows/s | CPU s | peak memory |\n'), text);
});
