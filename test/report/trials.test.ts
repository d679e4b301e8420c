import assert from 'node:assert/strict';
import test from 'node:test';
import { byThreads, medianOf, oneThread, settingNames } from '../../src/report/trials.js';
import { LAW, trialOf, trialRunOf } from './tune-reports.js';

test('the median is that of all runs', () => {
  assert.equal(
    medianOf(trialOf(1, { runs: [5, 1, 3].map((speed) => trialRunOf(speed)) }), ({ perSecond }) => perSecond),
    3,
  );
});

test('tells those that differ in their threads alone from the others', () => {
  const other = trialOf(8, { shardRows: 2500 });
  const { series, others } = byThreads([trialOf(8), other, trialOf(1), trialOf(4)]);
  assert.deepEqual(
    series.map(({ threads }) => threads),
    [1, 4, 8],
  );
  assert.deepEqual(others, [other]);
});

test('of two settings with as many numbers of threads it takes the faster', () => {
  const slow = [1, 2].map((threads) => trialOf(threads, { shardRows: 100, runs: [trialRunOf(10)] }));
  const fast = [1, 2].map((threads) => trialOf(threads));
  assert.deepEqual(byThreads([...slow, ...fast]).series, fast);
});

test('names what of a setting is not as in the series', () => {
  const trials = [trialOf(1), trialOf(8), trialOf(8, { shardRows: 2500, decodeBytes: 1_048_576, connections: 32 })];
  assert.deepEqual(settingNames(trials), [
    '1 thread',
    '8 threads',
    '8 threads, 2.5k rows, 1.05MB decoded, 32 connections',
  ]);
});

test('one thread does as the law says, else its share where there were the fewest', () => {
  assert.equal(oneThread([trialOf(2)], LAW), 10_000);
  assert.equal(oneThread([trialOf(2, { runs: [trialRunOf(18_000)] })], null), 9000);
});
