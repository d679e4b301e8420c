import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import { createHostBuffer, THREAD_WORDS, threadRows } from '../../src/core/host-buffer.js';
import { createBreaker, type Breaker } from '../../src/media/breaker.js';
import type { Clock } from '../../src/media/clock.js';
import { createConnections } from '../../src/media/connections.js';
import { createHostSlots } from '../../src/media/host-slots.js';
import { createLimiter, type Leave, type Limiter } from '../../src/media/limiter.js';
import { createPacer, type Pacer } from '../../src/media/pacer.js';
import { fakeClock } from './fake-clock.js';

const NEVER = new AbortController().signal;
const FARM = 'farm8.staticflickr.com';
const MIRROR = 'mirror.example';

function gearOf(
  total: number,
  clock: Clock,
  hosts = createHostBuffer(1),
): { limiter: Limiter; pacer: Pacer; breaker: Breaker } {
  const slots = createHostSlots(hosts);
  const pacer = createPacer(slots, { flickr: 10, hosts: [] });
  const breaker = createBreaker(slots);
  const connections = createConnections(hosts, slots, total);
  // As many to each as there are, which they would come to by answering.
  for (const host of [FARM, MIRROR, 'other.example']) for (let k = 1; k < total; k += 1) connections.grow(host);
  return { pacer, breaker, limiter: createLimiter(connections, pacer, breaker, clock) };
}

async function enter(limiter: Limiter, host: string, signal = NEVER): Promise<Leave> {
  return (await limiter.enter(host, false, signal)) ?? assert.fail('was put off');
}

/** A clock whose sleeps end when the alarm rings. */
function withAlarm(): { readonly clock: Clock; readonly alarm: EventEmitter } {
  const alarm = new EventEmitter();
  const sleep = async (): Promise<void> => void (await once(alarm, 'ring'));
  return { alarm, clock: { ...fakeClock(), sleep } };
}

test('waits for the pace of a host', async () => {
  const clock = fakeClock();
  const { limiter } = gearOf(9, clock);
  const leaves = await Promise.all([1, 2, 3].map(() => enter(limiter, FARM)));
  for (const leave of leaves) leave();
  assert.deepEqual(clock.sleeps, [90, 100]);
});

test('lets other hosts go while one is held', async () => {
  const { clock } = withAlarm();
  const { limiter, pacer } = gearOf(1, clock);
  pacer.holdHost(FARM, clock.nowMs() + 60_000);
  void limiter.enter(FARM, false, NEVER);
  (await enter(limiter, MIRROR))();
  (await enter(limiter, MIRROR))();
});

test('serves hosts in turn, however long the line of one is', async () => {
  const { limiter } = gearOf(1, withAlarm().clock);
  const first = await enter(limiter, MIRROR);
  const order: string[] = [];
  const many = Array.from({ length: 5 }, async () => {
    const leave = await enter(limiter, MIRROR);
    order.push(MIRROR);
    leave();
  });
  const other = async (): Promise<void> => {
    const leave = await enter(limiter, 'other.example');
    order.push('other.example');
    leave();
  };
  const all = [...many, other()];
  first();
  await Promise.all(all);
  assert.ok(order.indexOf('other.example') <= 1, order.join());
});

test('looks again for a connection that another thread may have left', async () => {
  const { clock, alarm } = withAlarm();
  const hosts = createHostBuffer(1);
  const rows = threadRows(hosts);
  rows[0] = 99; // another thread, with the one connection that there is for it
  rows[2] = 1;
  const { limiter } = gearOf(1, clock, hosts);
  const own = await enter(limiter, MIRROR);
  const second = enter(limiter, MIRROR);
  assert.equal(alarm.listenerCount('ring'), 1);
  rows[2] = 0;
  own();
  (await second)();
});

test('looks again where two threads have both stepped back from the last connection', async () => {
  const { clock, alarm } = withAlarm();
  const hosts = createHostBuffer(1);
  const rows = threadRows(hosts);
  const slots = createHostSlots(hosts);
  // Another thread on its way back: it counts as one to the host, no longer as one in all.
  const otherRow = 0;
  rows[otherRow] = 99;
  const taken = otherRow + THREAD_WORDS + slots.slotOf(MIRROR);
  rows[taken] = 1;
  const limiter = createLimiter(
    createConnections(hosts, slots, 1),
    createPacer(slots, { flickr: 0, hosts: [] }),
    createBreaker(slots),
    clock,
  );
  const entered = enter(limiter, MIRROR);
  rows[taken] = 0;
  alarm.emit('ring');
  (await entered)();
});

test('has a demand for requests until one of them lacks a connection to whatever host', async () => {
  const { clock } = withAlarm();
  const { limiter, pacer } = gearOf(2, clock);
  let told = 0;
  const unlisten = limiter.demand.listen(() => (told += 1));
  const first = await enter(limiter, MIRROR);
  const second = await enter(limiter, MIRROR);
  assert.equal(limiter.demand.isThere(), true);
  assert.equal(told, 2);
  const third = enter(limiter, MIRROR);
  assert.equal(limiter.demand.isThere(), false);
  assert.equal(told, 2);
  first();
  assert.equal(limiter.demand.isThere(), true);
  assert.equal(told, 3);
  // A host that is held takes nothing from the others.
  pacer.holdHost(FARM, clock.nowMs() + 60_000);
  second();
  void limiter.enter(FARM, false, NEVER);
  assert.equal(limiter.demand.isThere(), true);
  unlisten();
  (await third)();
  assert.equal(told, 5);
});

test('tells of a demand first those who came first, and nobody else once it is met', async () => {
  const { limiter } = gearOf(1, withAlarm().clock);
  const told: string[] = [];
  limiter.demand.listen(() => {
    told.push('first');
    void limiter.enter(MIRROR, false, NEVER);
  });
  limiter.demand.listen(() => told.push('second'));
  const leave = await enter(limiter, MIRROR);
  assert.deepEqual(told, ['first']);
  leave();
  assert.deepEqual(told, ['first', 'first']);
});

test('has a demand while a host of few connections keeps its own waiting', async () => {
  const hosts = createHostBuffer(1);
  const slots = createHostSlots(hosts);
  const pacer = createPacer(slots, { flickr: 0, hosts: [] });
  const limiter = createLimiter(createConnections(hosts, slots, 4), pacer, createBreaker(slots), withAlarm().clock);
  await enter(limiter, MIRROR);
  void limiter.enter(MIRROR, false, NEVER);
  // One is all that a host has before its first answer.
  assert.equal(limiter.demand.isThere(), true);
});

test('puts off what a dead host has, and waits for it when it is patient', async () => {
  const clock = fakeClock();
  const { limiter, breaker } = gearOf(4, clock);
  for (let k = 0; k < 4; k += 1) breaker.failed(MIRROR, clock.nowMs(), clock.nowMs());
  assert.equal(await limiter.enter(MIRROR, false, NEVER), null);
  const leave = await limiter.enter(MIRROR, true, NEVER);
  assert.notEqual(leave, null);
  assert.deepEqual(clock.sleeps, [2000]);
  // While the probe is under way all others wait; when the host has been asked often enough, the patient give up too.
  for (let k = 0; k < 4; k += 1) breaker.failed(MIRROR, clock.nowMs(), clock.nowMs());
  leave?.();
  assert.equal(await limiter.enter(MIRROR, true, NEVER), null);
});

test('rejects those whose signal aborts, and goes on with the others', async () => {
  const { limiter } = gearOf(1, withAlarm().clock);
  const stop = new AbortController();
  const leave = await enter(limiter, MIRROR);
  const given = enter(limiter, MIRROR, stop.signal);
  const next = enter(limiter, MIRROR);
  stop.abort(new Error('enough'));
  await assert.rejects(given, { message: 'enough' });
  await assert.rejects(enter(limiter, MIRROR, stop.signal), { message: 'enough' });
  leave();
  (await next)();
});
