import assert from 'node:assert/strict';
import test from 'node:test';
import type { SampleRow } from '../../../src/dashboard/message.js';
import { History } from '../../../src/dashboard/page/history.js';

const at = (seconds: number, rows: number, rss = 0): SampleRow => [seconds, rows, 0, 0, 0, 0, 0, rss];
const samples = (count: number): SampleRow[] => Array.from({ length: count }, (_, k) => at(k, k * 100));

test('adds what is new, and begins anew with the whole of a run', () => {
  const history = new History();
  history.add({ run: 'a', isWhole: true, samples: samples(3) });
  history.add({ run: 'a', isWhole: false, samples: [at(3, 300)] });
  assert.deepEqual(history.rows, samples(4));
  history.add({ run: 'a', isWhole: true, samples: samples(2) });
  assert.equal(history.rows.length, 2);
  history.add({ run: 'b', isWhole: false, samples: samples(1) });
  assert.equal(history.rows.length, 1);
});

test('never has more than can be drawn, and keeps the beginning and the end', () => {
  const history = new History();
  for (let k = 0; k < 10_000; k += 1) history.add({ run: 'a', isWhole: k === 0, samples: [at(k, k)] });
  assert.ok(history.rows.length <= 1200, String(history.rows.length));
  assert.equal(history.rows[0]?.[0], 0);
  assert.equal(history.rows.at(-1)?.[0], 9999);
});

test('gives how fast a sum grows, now and at each sample', () => {
  const history = new History();
  assert.equal(history.rate('rows', 10), null);
  history.add({ run: 'a', isWhole: true, samples: [at(0, 0), at(10, 100), at(20, 1100), at(30, 2100)] });
  assert.equal(history.rate('rows', 10), 100);
  assert.equal(history.rate('rows', 1000), 70);
  assert.deepEqual(history.rates('rows'), [
    { seconds: 10, value: 10 },
    { seconds: 20, value: 55 },
    { seconds: 30, value: 100 },
  ]);
});

test('never falls below zero, as a sum does when a job is gone over again', () => {
  const history = new History();
  history.add({ run: 'a', isWhole: true, samples: [at(0, 500), at(1, 100)] });
  assert.deepEqual(history.rates('rows'), [{ seconds: 1, value: 0 }]);
});

test('gives a value as it was', () => {
  const history = new History();
  history.add({ run: 'a', isWhole: true, samples: [at(0, 0, 7), at(1, 0, 9)] });
  assert.deepEqual(history.values('rss'), [
    { seconds: 0, value: 7 },
    { seconds: 1, value: 9 },
  ]);
});
