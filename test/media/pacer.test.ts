import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { createPacerBuffer } from '../../src/core/pacer-buffer.js';
import { createPacer } from '../../src/media/pacer.js';

const FARM = 'farm8.staticflickr.com';
const MIRROR = 'mirror.example';

test('spaces the requests to a Flickr host by its rate', () => {
  const pacer = createPacer(createPacerBuffer(), 10);
  assert.deepEqual(
    [0, 0, 0, 450].map((now) => pacer.reserve(FARM, 1000 + now)),
    [1000, 1100, 1200, 1450],
  );
});

test('keeps a pace of its own for every host', () => {
  const pacer = createPacer(createPacerBuffer(), 10);
  assert.equal(pacer.reserve(FARM, 1000), 1000);
  assert.equal(pacer.reserve('farm9.staticflickr.com', 1000), 1000);
});

test('lets requests to other hosts go at once, and to Flickr too without a rate', () => {
  const limited = createPacer(createPacerBuffer(), 10);
  const unlimited = createPacer(createPacerBuffer(), 0);
  assert.deepEqual([limited.reserve(MIRROR, 5), limited.reserve(MIRROR, 5)], [5, 5]);
  assert.deepEqual([unlimited.reserve(FARM, 5), unlimited.reserve(FARM, 5)], [5, 5]);
});

test('sends nothing before a hold is over, and never shortens one', () => {
  const pacer = createPacer(createPacerBuffer(), 10);
  pacer.holdHost(FARM, 9000);
  pacer.holdHost(FARM, 8000);
  pacer.holdHost(MIRROR, 7000);
  assert.equal(pacer.heldUntil(FARM), 9000);
  assert.deepEqual([pacer.reserve(FARM, 1000), pacer.reserve(FARM, 1000)], [9000, 9100]);
  assert.equal(pacer.reserve(MIRROR, 1000), 7000);
  assert.equal(pacer.reserve('other.example', 1000), 1000);
});

test('halves the rate once for answers that come together, and recovers step by step', () => {
  const pacer = createPacer(createPacerBuffer(), 10);
  const gapAt = (now: number): number => {
    const first = pacer.reserve(FARM, now);
    return pacer.reserve(FARM, now) - first;
  };
  pacer.slowDown(FARM, 1000);
  pacer.slowDown(FARM, 1500);
  assert.equal(gapAt(10_000), 200);
  pacer.slowDown(FARM, 20_000);
  assert.equal(gapAt(30_000), 400);
  // From 2.5 to 2.7 requests a second.
  pacer.speedUp(FARM);
  assert.equal(Math.round(gapAt(40_000)), 370);
  for (let step = 0; step < 50; step += 1) pacer.speedUp(FARM);
  assert.equal(gapAt(50_000), 100);
});

test('never slows a host down to a standstill', () => {
  const pacer = createPacer(createPacerBuffer(), 10);
  for (let at = 1; at <= 30; at += 1) pacer.slowDown(FARM, at * 2000);
  const first = pacer.reserve(FARM, 1e6);
  assert.equal(pacer.reserve(FARM, 1e6) - first, 60_000);
});

test('gives no time twice when several threads take them', async () => {
  const buffer = createPacerBuffer();
  const url = new URL('../../src/media/pacer.js', import.meta.url).href;
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    import(${JSON.stringify(url)}).then(({ createPacer }) => {
      const pacer = createPacer(workerData, 1000);
      parentPort.postMessage(Array.from({ length: 2000 }, () => pacer.reserve('${FARM}', 1)));
    });`;
  const threads = [1, 2].map(() => new Worker(code, { eval: true, workerData: buffer }));
  const taken = await Promise.all(threads.map((thread) => once(thread, 'message')));
  const times = taken.flat(2).sort((a, b) => a - b);
  assert.deepEqual(
    times,
    Array.from({ length: 4000 }, (_, at) => at + 1),
  );
});
