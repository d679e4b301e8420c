import assert from 'node:assert/strict';
import test from 'node:test';
import { axisNumber } from '../../../src/report/plots/short-number.js';

test('numbers of an axis are as short as can be', () => {
  assert.deepEqual([0, 0.5, 0.30000000000000004, 250, 1000, 1500, 20_000_000, 3e9].map(axisNumber), [
    '0',
    '0.5',
    '0.3',
    '250',
    '1k',
    '1.5k',
    '20M',
    '3G',
  ]);
});
