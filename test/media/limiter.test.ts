import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import { createLimiter } from '../../src/media/limiter.js';
import { createPacerBuffer } from '../../src/core/pacer-buffer.js';
import { createPacer } from '../../src/media/pacer.js';
import { fakeClock } from './fake-clock.js';

const NEVER = new AbortController().signal;
const FARM = 'farm8.staticflickr.com';

test('waits for the pace of a host', async () => {
  const clock = fakeClock();
  const limiter = createLimiter(9, createPacer(createPacerBuffer(), 10), clock);
  await Promise.all([1, 2, 3].map(() => limiter.enter(FARM, NEVER)));
  assert.deepEqual(clock.sleeps, [100, 100]);
});

test('lets other hosts go while one is held', async () => {
  const pacer = createPacer(createPacerBuffer(), 10);
  const clock = fakeClock();
  const alarm = new EventEmitter();
  const sleep = async (): Promise<void> => void (await once(alarm, 'ring'));
  const limiter = createLimiter(1, pacer, { ...clock, sleep });
  pacer.holdHost(FARM, clock.nowMs() + 60_000);
  const held = limiter.enter(FARM, NEVER);
  const leave = await limiter.enter('mirror.example', NEVER);
  leave();
  await clock.sleep(60_000, NEVER);
  alarm.emit('ring');
  (await held)();
});

test('waits again when the host is held while it waits for a connection', async () => {
  const pacer = createPacer(createPacerBuffer(), 0);
  const clock = fakeClock();
  const limiter = createLimiter(1, pacer, clock);
  const leave = await limiter.enter('mirror.example', NEVER);
  const second = limiter.enter('mirror.example', NEVER);
  pacer.holdHost('mirror.example', clock.nowMs() + 7000);
  leave();
  await second;
  assert.deepEqual(clock.sleeps, [7000]);
});

test('frees the line when a wait is aborted', async () => {
  const limiter = createLimiter(1, createPacer(createPacerBuffer(), 0), fakeClock());
  const stop = new AbortController();
  const leave = await limiter.enter('mirror.example', NEVER);
  const given = limiter.enter('mirror.example', stop.signal);
  const next = limiter.enter('mirror.example', NEVER);
  stop.abort(new Error('enough'));
  await assert.rejects(given, { message: 'enough' });
  leave();
  (await next)();
});
