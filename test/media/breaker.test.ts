import assert from 'node:assert/strict';
import test from 'node:test';
import { createHostBuffer } from '../../src/core/host-buffer.js';
import { createBreaker, type Breaker } from '../../src/media/breaker.js';
import { createHostSlots } from '../../src/media/host-slots.js';

const HOST = 'dead.example';
const ALIVE = { waitMs: 0, isHopeless: false };

function breakerOf(buffer = createHostBuffer(2)): Breaker {
  return createBreaker(createHostSlots(buffer));
}

function fail(breaker: Breaker, times: number, nowMs: number): void {
  for (let k = 0; k < times; k += 1) breaker.failed(HOST, nowMs, nowMs);
}

test('asks a host that has failed three times in a row as any other', () => {
  const breaker = breakerOf();
  fail(breaker, 3, 1000);
  assert.deepEqual(breaker.look(HOST, 1000), ALIVE);
  assert.ok(breaker.ask(HOST, 1000));
});

test('counts a host as dead that has been waited for twice in vain', () => {
  const breaker = breakerOf();
  breaker.failed(HOST, 1000, 1000, true);
  assert.ok(breaker.ask(HOST, 1000));
  breaker.failed(HOST, 1000, 1000, true);
  assert.ok(!breaker.ask(HOST, 1000));
});

test('starts anew with every answer', () => {
  const breaker = breakerOf();
  fail(breaker, 3, 1000);
  breaker.answered(HOST);
  fail(breaker, 3, 1000);
  assert.ok(breaker.ask(HOST, 1000));
});

test('lets one request at a time try a dead host, at intervals that double, for all threads', () => {
  const buffer = createHostBuffer(2);
  const [first, second] = [breakerOf(buffer), breakerOf(buffer)];
  fail(first, 4, 1000);
  assert.deepEqual(second.look(HOST, 1500), { waitMs: 1500, isHopeless: false });
  assert.ok(!second.ask(HOST, 2999));
  assert.ok(second.ask(HOST, 3000));
  assert.ok(!first.ask(HOST, 3000));
  second.failed(HOST, 3000, 3100);
  assert.deepEqual(first.look(HOST, 3100), { waitMs: 4000, isHopeless: false });
  assert.ok(first.ask(HOST, 7100));
});

test('asks a dead host at least every ten minutes, and says when it is not worth waiting for', () => {
  const breaker = breakerOf();
  fail(breaker, 7, 1000);
  assert.equal(breaker.look(HOST, 1000).isHopeless, false);
  fail(breaker, 50, 1000);
  assert.deepEqual(breaker.look(HOST, 1000), { waitMs: 600_000, isHopeless: true });
  assert.ok(breaker.ask(HOST, 601_000));
});

test('is open again for all once a probe is answered', () => {
  const breaker = breakerOf();
  fail(breaker, 12, 1000);
  breaker.answered(HOST);
  assert.deepEqual(breaker.look(HOST, 1000), ALIVE);
});

test('knows nothing against other hosts', () => {
  const breaker = breakerOf();
  fail(breaker, 12, 1000);
  assert.deepEqual(breaker.look('other.example', 1000), ALIVE);
});

test('takes the failures of requests that were under way at once for one', () => {
  const breaker = breakerOf();
  assert.ok(breaker.failed(HOST, 1000, 4000, true));
  for (let k = 0; k < 15; k += 1) assert.ok(!breaker.failed(HOST, 1100 + k, 4100 + k, true));
  assert.ok(breaker.ask(HOST, 5000));
  assert.ok(breaker.failed(HOST, 4000, 7000, true));
  assert.ok(!breaker.ask(HOST, 7000));
});

test('counts a probe of a dead host that is waited for in vain once', () => {
  const breaker = breakerOf();
  fail(breaker, 4, 1000);
  for (const nowMs of [10_000, 20_000, 40_000]) breaker.failed(HOST, nowMs, nowMs + 3000, true);
  assert.equal(breaker.look(HOST, 50_000).isHopeless, false);
  breaker.failed(HOST, 60_000, 63_000, true);
  assert.equal(breaker.look(HOST, 64_000).isHopeless, true);
});
