import assert from 'node:assert/strict';
import test from 'node:test';
import { predict } from '../../src/tune/prediction.js';
import { trialOf } from './trial-of.js';

test('adds the time to the first row to what the rest takes, with what the runs were apart', () => {
  const prediction = predict(trialOf({ totalRows: 1_000_000, startSeconds: 2 }), 10_000, 0.1);
  assert.deepEqual(prediction, { rows: 1_000_000, seconds: 102, low: 102 * 0.9, high: 102 * 1.1 });
});

test('is never surer than by a twentieth', () => {
  assert.equal(predict(trialOf({ totalRows: 1000, startSeconds: 0 }), 10, 0.001)?.high, 105);
});

test('knows what a job takes that came to its end', () => {
  const whole = trialOf({ isWhole: true, wholeSeconds: 3, totalRows: 500 });
  assert.deepEqual(predict(whole, 1e6, 0)?.seconds, 3);
});

test('says nothing where nothing is known of the whole', () => {
  assert.equal(predict(trialOf({ totalRows: null }), 10, 0), null);
  assert.equal(predict(trialOf({ totalRows: 10 }), 0, 0), null);
});
