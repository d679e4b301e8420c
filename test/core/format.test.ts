import assert from 'node:assert/strict';
import test from 'node:test';
import { bytes, count, counts, duration, figures, percent, plural } from '../../src/core/format.js';

const COUNTS = [
  [0, '0'],
  [999, '999'],
  [1234567, '1,234,567'],
  [1234.6, '1,235'],
] as const;

for (const [value, text] of COUNTS) test(`writes ${value} as ${text}`, () => assert.equal(count(value), text));

const BYTES = [
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [12_345, '12.3 kB'],
  [99_960, '100 kB'],
  [123_456, '123 kB'],
  [999_600, '1.0 MB'],
  [3_400_000_000, '3.4 GB'],
  [5_600_000_000_000, '5.6 TB'],
  [7_000_000_000_000_000, '7000 TB'],
] as const;

for (const [value, text] of BYTES) test(`writes ${value} bytes as ${text}`, () => assert.equal(bytes(value), text));

const DURATIONS = [
  [0, '0s'],
  [45.4, '45s'],
  [59.6, '1m 00s'],
  [200, '3m 20s'],
  [3599.7, '1h 00m'],
  [7500, '2h 05m'],
  [86_399, '23h 59m'],
  [273_600, '3d 04h'],
] as const;

for (const [seconds, text] of DURATIONS)
  test(`writes ${seconds} seconds as ${text}`, () => assert.equal(duration(seconds), text));

test('writes named counts, and leaves out what is zero', () => {
  assert.equal(counts({ ok: 1200, skipped: 0, gone: 14, timeout: undefined }), 'ok 1,200, gone 14');
  assert.equal(counts({ ok: 0 }), '');
  assert.equal(counts({}), '');
});

test('writes one of a thing, and any other number of them', () => {
  assert.deepEqual(
    [0, 1, 2, 1000].map((value) => plural(value, 'row')),
    ['0 rows', '1 row', '2 rows', '1,000 rows'],
  );
});

test('figures keep three digits that tell something', () => {
  const texts = [0, 0.012345, 1.5, 12.345, 99.99, 123.4, 1234.5, 1e7].map(figures);
  assert.deepEqual(texts, ['0', '0.0123', '1.5', '12.3', '100', '123', '1,235', '10,000,000']);
});

test('shares are percentages, small ones with a digit more', () => {
  assert.deepEqual([0, 0.004, 0.0996, 0.123, 1].map(percent), ['0%', '0.4%', '10%', '12%', '100%']);
});
