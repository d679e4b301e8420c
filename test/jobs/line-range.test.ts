import assert from 'node:assert/strict';
import test from 'node:test';
import { parseLineRange } from '../../src/jobs/line-range.js';

const RANGES = [
  ['..', 0, Infinity],
  ['0..', 0, Infinity],
  ['..40000000', 0, 40_000_000],
  ['40000000..70000000', 40_000_000, 70_000_000],
  ['5..6', 5, 6],
  ['007..08', 7, 8],
] as const;

for (const [text, from, to] of RANGES) {
  test(`reads ${text}`, () => assert.deepEqual(parseLineRange(text), { from, to }));
}

const SHAPE = 'Expected --lines to be A..B with line numbers from 0, such as 0..40000000, got ';
const ORDER = 'Expected --lines A..B with A below B, got ';

const NO_RANGES = [
  ['', SHAPE],
  ['5', SHAPE],
  ['1-5', SHAPE],
  ['-1..5', SHAPE],
  ['1...5', SHAPE],
  ['1..5..7', SHAPE],
  ['a..b', SHAPE],
  ['1.5..2', SHAPE],
  ['1 .. 5', SHAPE],
  ['1..5\n', SHAPE],
  ['0x1..0x5', SHAPE],
  ['1e3..2e3', SHAPE],
  ['1234567890123456..', SHAPE],
  ['5..5', ORDER],
  ['6..5', ORDER],
  ['..0', ORDER],
] as const;

for (const [text, message] of NO_RANGES) {
  test(`refuses ${JSON.stringify(text)}`, () => {
    assert.throws(() => parseLineRange(text), { code: 'usage', message: `${message}${text}.` });
  });
}
