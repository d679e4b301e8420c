import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { createHostBuffer } from '../../src/core/host-buffer.js';
import { createHostSlots } from '../../src/media/host-slots.js';
import { createPacer, type Pacer } from '../../src/media/pacer.js';

const FARM = 'farm8.staticflickr.com';
const MIRROR = 'mirror.example';

const pacerOf = (flickr: number): Pacer => createPacer(createHostSlots(createHostBuffer(1)), { flickr, hosts: [] });

/** When so many requests can be sent, each as early as it can be. */
function timesOf(pacer: Pacer, host: string, fromMs: number, count: number): number[] {
  let nowMs = fromMs;
  return Array.from({ length: count }, () => {
    for (let waitMs = pacer.take(host, nowMs); waitMs > 0; waitMs = pacer.take(host, nowMs)) nowMs += waitMs;
    return nowMs;
  });
}

/** The wait between two requests to a host that has stood still until then. */
function gapAt(pacer: Pacer, host: string, nowMs: number): number {
  const [first = 0, second = 0, third = 0] = timesOf(pacer, host, nowMs, 3);
  assert.equal(first, nowMs);
  assert.ok(second <= third);
  return third - second;
}

/** Whether the mirror can't be asked any number of times at once. */
function isSlowed(pacer: Pacer, nowMs: number): boolean {
  return Array.from({ length: 100 }, () => pacer.take(MIRROR, nowMs)).some((waitMs) => waitMs > 0);
}

test('spaces the requests to a Flickr host by its rate', () => {
  // A request that comes late may be made up for by ten milliseconds.
  assert.deepEqual(timesOf(pacerOf(10), FARM, 1000, 4), [1000, 1090, 1190, 1290]);
});

test('keeps a pace of its own for every host', () => {
  const pacer = pacerOf(10);
  assert.equal(pacer.take(FARM, 1000), 0);
  assert.equal(pacer.take('farm9.staticflickr.com', 1000), 0);
  assert.equal(pacer.take(FARM, 1000), 90);
});

test('lets requests to other hosts go at once, and to Flickr too without a rate', () => {
  const [limited, unlimited] = [pacerOf(10), pacerOf(0)];
  assert.deepEqual([limited.take(MIRROR, 5), limited.take(MIRROR, 5)], [0, 0]);
  assert.deepEqual([unlimited.take(FARM, 5), unlimited.take(FARM, 5)], [0, 0]);
});

test('sends nothing before a hold is over, and never shortens one', () => {
  const pacer = pacerOf(10);
  pacer.holdHost(FARM, 9000);
  pacer.holdHost(FARM, 8000);
  pacer.holdHost(MIRROR, 7000);
  assert.equal(pacer.take(FARM, 1000), 8000);
  assert.equal(pacer.take(MIRROR, 1000), 6000);
  assert.equal(pacer.take('other.example', 1000), 0);
  assert.equal(pacer.take(MIRROR, 7000), 0);
});

test('halves the rate once for answers that come together, and recovers step by step', () => {
  const pacer = pacerOf(10);
  pacer.slowDown(FARM, 1000, 0);
  pacer.slowDown(FARM, 1500, 0);
  assert.equal(gapAt(pacer, FARM, 10_000), 200);
  pacer.slowDown(FARM, 20_000, 0);
  assert.equal(gapAt(pacer, FARM, 30_000), 400);
  // From 2.5 by a hundredth of 5 requests a second.
  pacer.speedUp(FARM, 30_000);
  assert.equal(Math.round(gapAt(pacer, FARM, 40_000)), Math.round(1000 / 2.55));
  for (let step = 0; step < 45; step += 1) pacer.speedUp(FARM, 40_000);
  assert.ok(Math.abs(gapAt(pacer, FARM, 50_000) - 1000 / 4.75) < 4);
  // Beyond, the steps begin tiny, and get the host back to its full rate in the end.
  for (let step = 0; step < 500; step += 1) pacer.speedUp(FARM, 50_000);
  assert.ok(Math.abs(gapAt(pacer, FARM, 60_000) - 200) < 10);
  for (let step = 0; step < 2000; step += 1) pacer.speedUp(FARM, 60_000);
  assert.equal(gapAt(pacer, FARM, 70_000), 100);
});

test('learns what a host without a rate bears from what it gave until it said "too many"', () => {
  const pacer = pacerOf(0);
  for (let file = 0; file < 100; file += 1) pacer.speedUp(MIRROR, 1000 + 10 * file);
  pacer.slowDown(MIRROR, 2000, 1000);
  // 100 files a second: half of a tenth more than that.
  assert.ok(Math.abs(gapAt(pacer, MIRROR, 4000) - 1000 / 55) < 0.1);
});

test('does not slow a host without a rate down for what it says now and then at any rate', () => {
  const pacer = pacerOf(0);
  for (let answer = 0; answer < 100_000; answer += 1) {
    // Every thirtieth.
    if (answer % 30 === 29) pacer.slowDown(MIRROR, 1000 + answer * 50, 0);
    else pacer.speedUp(MIRROR, 1000 + answer * 50);
  }
  assert.ok(!isSlowed(pacer, 1e9));
  // When it means it, a few more are enough.
  for (let answer = 0; answer < 31; answer += 1) pacer.slowDown(MIRROR, 1e9, 0);
  assert.ok(isSlowed(pacer, 1e9));
});

test('slows any host down that asks for time, or has a rate, at the first answer', () => {
  const pacer = pacerOf(10);
  for (let file = 0; file < 1000; file += 1) for (const host of [FARM, MIRROR]) pacer.speedUp(host, 1000 + file);
  pacer.slowDown(FARM, 3000, 0);
  pacer.slowDown(MIRROR, 3000, 1000);
  assert.equal(gapAt(pacer, FARM, 10_000), 200);
  assert.ok(isSlowed(pacer, 10_000));
});

test('never slows a host down to a standstill', () => {
  const pacer = pacerOf(10);
  for (let at = 1; at <= 30; at += 1) pacer.slowDown(FARM, at * 2000, 0);
  assert.equal(gapAt(pacer, FARM, 1e6), 60_000);
});

/** A host that lets `rate` requests a second pass, and so many more at once, and asks for a second of rest beyond. */
function settle(rate: number, burst: number, seconds: number): { readonly passed: number; readonly refused: number } {
  const pacer = pacerOf(0);
  let [tokens, filledMs, passed, refused] = [burst, 0, 0, 0];
  for (let nowMs = 0; nowMs < seconds * 1000;) {
    // Sixteen connections and answers within a millisecond.
    const waitMs = pacer.take(MIRROR, nowMs);
    if (waitMs > 0) {
      nowMs += Math.ceil(waitMs);
      continue;
    }
    tokens = Math.min(burst, tokens + ((nowMs - filledMs) * rate) / 1000);
    filledMs = nowMs;
    if (tokens >= 1) {
      tokens -= 1;
      passed += 1;
      pacer.speedUp(MIRROR, nowMs);
    } else {
      refused += 1;
      pacer.slowDown(MIRROR, nowMs, 1000);
      pacer.holdHost(MIRROR, nowMs + 1000);
    }
    nowMs += 1 / 16;
  }
  return { passed, refused };
}

for (const [rate, burst] of [
  [50, 50],
  [50, 100],
  [50, 10],
  [200, 200],
  [5, 5],
] as const) {
  test(`settles near the ${rate} requests a second, ${burst} at once, that a host lets pass`, () => {
    const { passed, refused } = settle(rate, burst, 300);
    assert.ok(passed >= 0.9 * rate * 300, `${passed} of ${rate * 300}`);
    assert.ok(refused <= 0.03 * passed, `${refused} refused`);
  });
}

test('gives no time twice when several threads take them', async () => {
  const buffer = createHostBuffer(2);
  const of = (name: string): string => new URL(`../../src/media/${name}.js`, import.meta.url).href;
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    Promise.all([import(${JSON.stringify(of('pacer'))}), import(${JSON.stringify(of('host-slots'))})]).then(
      ([{ createPacer }, { createHostSlots }]) => {
        const pacer = createPacer(createHostSlots(workerData), { flickr: 1000, hosts: [] });
        let taken = 0;
        for (let ms = 1000; ms < 3000; ms += 0.25) if (pacer.take('${FARM}', ms) === 0) taken++;
        parentPort.postMessage(taken);
      });`;
  const threads = [1, 2].map(() => new Worker(code, { eval: true, workerData: buffer }));
  const taken = await Promise.all(threads.map((thread) => once(thread, 'message')));
  // A turn each millisecond, and those of the ten milliseconds of slack; a thread that is behind finds them taken.
  const total = taken.flat().reduce((sum: number, count: number) => sum + count, 0);
  assert.ok(total >= 2000 && total <= 2011, `${total}`);
});
