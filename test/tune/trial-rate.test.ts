import assert from 'node:assert/strict';
import test from 'node:test';
import { rowsPerSecond } from '../../src/tune/trial-rate.js';
import { trialOf } from './trial-of.js';

test('goes by what a row costs a thread, whatever phase the job was in', () => {
  const trial = { workersBusy: 1.9, decodeSecondsPerRow: 20e-6, shardSecondsPerRow: 18e-6, seconds: 2 };
  // All threads had shards, or all decoded.
  for (const rows of [200_000, 10_000]) assert.equal(Math.round(rowsPerSecond(trialOf({ ...trial, rows }))), 50_000);
});

test('counts rows where nothing is known of their cost, and where the job was seen whole', () => {
  assert.equal(rowsPerSecond(trialOf({ rows: 100, seconds: 2, workersBusy: 2 })), 50);
  const whole = { rows: 100, seconds: 2, workersBusy: 2, shardSecondsPerRow: 1, isWhole: true };
  assert.equal(rowsPerSecond(trialOf(whole)), 50);
});
