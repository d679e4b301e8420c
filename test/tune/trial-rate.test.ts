import assert from 'node:assert/strict';
import test from 'node:test';
import { rowsPerSecond } from '../../src/tune/trial-rate.js';
import { trialOf } from './trial-of.js';

const COSTS = { decodeSecondsPerRow: 30e-6, shardSecondsPerRow: 10e-6, seconds: 2 };

test('counts what was done to rows by its share of their cost, whatever phase the job was in', () => {
  // Two threads for two seconds: all of it decoding, all of it parsing, and as it is in the long run.
  for (const [decodedRows, rows] of [
    [4 / 30e-6, 0],
    [0, 4 / 10e-6],
    [100_000, 100_000],
  ] as const) {
    assert.equal(Math.round(rowsPerSecond(trialOf({ ...COSTS, decodedRows, rows }))), 50_000);
  }
});

test('counts rows where that is all there is, and where the job was seen whole', () => {
  assert.equal(rowsPerSecond(trialOf({ rows: 100, seconds: 2, shardSecondsPerRow: 1 })), 50);
  assert.equal(rowsPerSecond(trialOf({ rows: 100, seconds: 2, decodeSecondsPerRow: 1 })), 50);
  assert.equal(rowsPerSecond(trialOf({ ...COSTS, rows: 100, decodedRows: 900, isWhole: true })), 50);
});
