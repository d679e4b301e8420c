import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import {
  countMedia,
  countRequest,
  countRows,
  createCounters,
  readCounters,
  readRequests,
} from '../../src/core/counters.js';
import { OUTCOMES } from '../../src/core/outcome.js';

test('begins at zero, without any outcome', () => {
  assert.deepEqual(readCounters(createCounters()), { rows: 0, records: 0, mediaBytes: 0, outcomes: {} });
});

test('adds up rows and records', () => {
  const counters = createCounters();
  countRows(counters, 512, 510);
  countRows(counters, 3, 0);
  assert.deepEqual(readCounters(counters), { rows: 515, records: 510, mediaBytes: 0, outcomes: {} });
});

test('keeps each outcome apart', () => {
  const counters = createCounters();
  for (const [k, outcome] of OUTCOMES.entries()) for (let n = 0; n <= k; n++) countMedia(counters, outcome, 1);
  const expected = Object.fromEntries(OUTCOMES.map((outcome, k) => [outcome, k + 1]));
  assert.deepEqual(readCounters(counters).outcomes, expected);
});

test('counts bytes beyond 32 bits', () => {
  const counters = createCounters();
  countMedia(counters, 'ok', 2 ** 40);
  countMedia(counters, 'ok', 1);
  assert.equal(readCounters(counters).mediaBytes, 2 ** 40 + 1);
});

test('keeps how long requests took, in ranges and in all, apart from everything else', () => {
  const counters = createCounters();
  for (const milliseconds of [0.5, 1, 1.25, 90_000, 500_000]) countRequest(counters, milliseconds);
  const { bounds, counts, sum } = readRequests(counters);
  assert.equal(counts.length, bounds.length + 1);
  assert.deepEqual([counts[0], counts[1], counts.at(-2), counts.at(-1)], [2, 1, 1, 1]);
  assert.equal(
    counts.reduce((all, count) => all + count),
    5,
  );
  assert.equal(sum, 590.00275);
  assert.deepEqual(readCounters(counters), { rows: 0, records: 0, mediaBytes: 0, outcomes: {} });
  for (const outcome of OUTCOMES) countMedia(counters, outcome, 1);
  assert.deepEqual(readRequests(counters), { bounds, counts, sum });
});

test('loses no count when threads add at the same time', async () => {
  const counters = createCounters();
  const module = new URL('../../src/core/counters.js', import.meta.url).href;
  const code = `import(${JSON.stringify(module)}).then(({ countRows }) => {
    for (let n = 0; n < 20_000; n++) countRows(require('node:worker_threads').workerData, 1, 1);
  })`;
  const threads = [1, 2].map(() => new Worker(code, { eval: true, workerData: counters }));
  await Promise.all(threads.map((thread) => once(thread, 'exit')));
  assert.deepEqual(readCounters(counters), { rows: 40_000, records: 40_000, mediaBytes: 0, outcomes: {} });
});
