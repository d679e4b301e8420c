import assert from 'node:assert/strict';
import test from 'node:test';
import { compare } from '../../bench/comparison.js';
import { comparisonReport } from '../../bench/comparison-report.js';
import { machineOf, pairOf } from './compared-results.js';

const side = (name: string) => ({ name, machine: machineOf('abc1234') });

function reportOf(a: readonly number[], b: readonly number[], pairB = 'x'): string {
  const comparison = compare(pairOf('x', a), pairOf(pairB, b), 0.05);
  return comparisonReport(side('before'), side('after'), comparison, 0.05);
}

test('marks what has become slower, with its interval and how sure that is', () => {
  const text = reportOf([10, 10, 10, 10, 10, 10], [15, 15, 15, 15, 14, 16]);
  assert.ok(text.includes('| join | µs/row |  10 |  15 | 1.5 | 1.4 to 1.6, 97 % | SLOWER |'), text);
  assert.ok(text.includes('1 lines: 1 slower (by chance alone 0.0156 would be, at most), 0 faster'), text);
  assert.ok(text.includes('A: before, commit abc1234, 2026-07-01\nB: after'), text);
  assert.match(text, /Run in turns: .* threshold of 5 %\.$/s);
});

test('says that runs of different times are none, and when there are too few of them', () => {
  const text = reportOf([10], [15], 'y');
  assert.match(text, /Run at different times: .* bootstrap/);
  assert.ok(text.includes('| join | µs/row |  10 |  15 | 1.5 |          | too few rounds |'), text);
  assert.ok(text.endsWith('1 with too few rounds to say; at a threshold of 5 %.'), text);
});
