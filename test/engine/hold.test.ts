import assert from 'node:assert/strict';
import test from 'node:test';
import { createPauseFlag, isPaused, PAUSE, setPaused } from '../../src/core/pause-flag.js';
import { Hold } from '../../src/engine/hold.js';

const NEVER = new AbortController().signal;

test('holds until it is over, and tells the workers by the flag', async () => {
  const flag = createPauseFlag();
  const hold = new Hold(flag, NEVER);
  await hold.over(NEVER);
  hold.begin();
  assert.ok(hold.isOn && isPaused(flag));
  const order: string[] = [];
  const waiting = hold.over(NEVER).then(() => order.push('over'));
  order.push('held');
  hold.end();
  await waiting;
  assert.deepEqual(order, ['held', 'over']);
  assert.ok(!hold.isOn && !isPaused(flag));
});

test('leaves another reason to pause as it is', () => {
  const flag = createPauseFlag();
  setPaused(flag, PAUSE.noSpace);
  const hold = new Hold(flag, NEVER);
  assert.equal(hold.isOn, false);
  hold.begin();
  hold.end();
  assert.ok(isPaused(flag));
});

test('lets those go on whose own signal aborts, and all when the job is to stop', async () => {
  const [stop, own] = [new AbortController(), new AbortController()];
  const hold = new Hold(createPauseFlag(), stop.signal);
  hold.begin();
  const waiting = hold.over(own.signal);
  own.abort();
  await waiting;
  assert.equal(hold.isOn, true);
  const all = hold.over(NEVER);
  stop.abort();
  await all;
  assert.equal(hold.isOn, false);
});

test('begins no pause when the job is to stop', async () => {
  const flag = createPauseFlag();
  const stop = new AbortController();
  const hold = new Hold(flag, stop.signal);
  stop.abort();
  hold.begin();
  assert.ok(!hold.isOn && !isPaused(flag));
  await hold.over(NEVER);
});
