import assert from 'node:assert/strict';
import test from 'node:test';
import { figuresOf, sampleRow } from '../../src/dashboard/figures.js';
import { hostOf, sampleOf, snapshotOf } from '../jobs/view-of.js';

test('tells of rates so that JSON keeps them: no limit is another thing than nothing set', () => {
  const rates = [
    { rate: Infinity, rateSet: null },
    { rate: Infinity, rateSet: Infinity },
    { rate: 2.5, rateSet: 2.5 },
  ];
  const figures = figuresOf(snapshotOf({ hosts: rates.map((some) => hostOf('a:80', some)) }), []);
  const read = JSON.parse(JSON.stringify(figures.hosts)) as typeof figures.hosts;
  assert.deepEqual(
    read.map(({ rate, rateSet }) => [rate, rateSet]),
    [
      ['no limit', null],
      ['no limit', 'no limit'],
      [2.5, 2.5],
    ],
  );
});

test('tells of pictures without where they are', () => {
  const picture = { photoId: '12', file: '/secret/place.jpg', offset: 4, bytes: 99, type: 'jpg' };
  const { newest } = figuresOf(snapshotOf({ newest: [picture] }), [picture]);
  assert.deepEqual(newest, [{ id: '12', bytes: 99 }]);
});

test('makes a row of a sample', () => {
  const sample = sampleOf({
    seconds: 1.23456,
    rows: 5,
    outcomes: { ok: 2, gone: 1 },
    mediaBytes: 7,
    textBytes: 8,
    mainBusySeconds: 0.12345,
    workersBusySeconds: 1.5,
    rssBytes: 9,
  });
  assert.deepEqual(sampleRow(sample), [1.235, 5, 3, 7, 8, 0.123, 1.5, 9]);
});
