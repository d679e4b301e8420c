import assert from 'node:assert/strict';
import test from 'node:test';
import { clock, count, duration, figure, mark, short, sizeText } from '../../../src/dashboard/page/numbers.js';

const CASES: readonly (readonly [(value: number) => string, number, string])[] = [
  [count, 1_234_567.4, '1,234,567'],
  [figure, 0, '0'],
  [figure, 0.254, '0.25'],
  [figure, 12.34, '12.3'],
  [figure, 1234.5, '1,235'],
  [sizeText, 0, '0 bytes'],
  [sizeText, 999, '999 bytes'],
  [sizeText, 1000, '1.0 kB'],
  [sizeText, 99_960, '100 kB'],
  [sizeText, 999_600, '1.0 MB'],
  [sizeText, 3.4e9, '3.4 GB'],
  [sizeText, 5e15, '5000 TB'],
  [duration, 45.4, '45s'],
  [duration, 59.6, '1m 00s'],
  [duration, 200, '3m 20s'],
  [duration, 7500, '2h 05m'],
  [duration, 273_600, '3d 04h'],
  [mark, 0, '0'],
  [mark, 30, '30s'],
  [mark, 300, '5m'],
  [mark, 5400, '1h30m'],
  [short, 12_345, '12.3K'],
];

for (const [write, value, text] of CASES) {
  test(`writes ${value} by ${write.name} as ${text}`, () => assert.equal(write(value), text));
}

test('writes a time of day', () => assert.match(clock(Date.UTC(2026, 0, 1, 12, 34, 56)), /^\d\d:\d\d:56$/));
