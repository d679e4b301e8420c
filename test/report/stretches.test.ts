import assert from 'node:assert/strict';
import test from 'node:test';
import { stretches, timeUnit } from '../../src/report/stretches.js';
import { sampleOf } from '../jobs/view-of.js';

test('has the rates and shares between two samples', () => {
  const [stretch, ...rest] = stretches(
    [
      sampleOf({ seconds: 1, rows: 1000, outcomes: { ok: 2 }, rssBytes: 5 }),
      sampleOf({
        seconds: 3,
        rows: 2000,
        textBytes: 500,
        readBytes: 50,
        mediaBytes: 20,
        outcomes: { ok: 6, gone: 1 },
        workersBusySeconds: 3,
        mainBusySeconds: 0.5,
        rssBytes: 7,
      }),
    ],
    2,
  );
  assert.deepEqual(rest, []);
  assert.deepEqual(stretch, {
    from: 1,
    to: 3,
    rows: 500,
    textBytes: 250,
    readBytes: 25,
    mediaBytes: 10,
    outcomes: { ok: 2, gone: 0.5 },
    workersBusy: 0.75,
    mainBusy: 0.25,
    rssBytes: 7,
  });
});

test('is none of no sample, nor of one', () => {
  assert.deepEqual(stretches([], 1), []);
  assert.deepEqual(stretches([sampleOf({ seconds: 2 })], 1), []);
});

test('adds a last sample that came too soon to the stretch before it', () => {
  const samples = [0, 1, 2, 3, 3.05].map((seconds) => sampleOf({ seconds, rows: seconds * 100 }));
  const all = stretches(samples, 1);
  assert.deepEqual(
    all.map(({ from, to }) => [from, to]),
    [
      [0, 1],
      [1, 2],
      [2, 3.05],
    ],
  );
  assert.ok(all.every(({ rows }) => Math.abs(rows - 100) < 1e-9));
});

test('are at most 60 of a long run, which lose no row and no peak of memory', () => {
  const samples = Array.from({ length: 599 }, (_, k) =>
    sampleOf({ seconds: k * 16, rows: k * k, rssBytes: k === 301 ? 999 : 1 }),
  );
  const all = stretches(samples, 1);
  assert.ok(all.length <= 60 && all.length > 30, String(all.length));
  const rows = all.reduce((sum, { from, to, rows: rate }) => sum + rate * (to - from), 0);
  assert.equal(Math.round(rows), 598 * 598);
  assert.equal(Math.max(...all.map(({ rssBytes }) => rssBytes)), 999);
});

test('have no rate below zero where a sum has fallen, since shards were counted anew', () => {
  const [stretch] = stretches([sampleOf({ rows: 100, outcomes: { ok: 9 } }), sampleOf({ seconds: 1, rows: 40 })], 1);
  assert.deepEqual([stretch?.rows, stretch?.outcomes], [0, {}]);
});

for (const [seconds, name] of [
  [179, 'seconds'],
  [180, 'minutes'],
  [10_799, 'minutes'],
  [10_800, 'hours'],
] as const) {
  test(`${seconds} seconds are told in ${name}`, () => assert.equal(timeUnit(seconds).name, name));
}
