import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGate } from '../../src/media/gate.js';

const NEVER = new AbortController().signal;

test('lets in as many as it has places, then one for each that leaves, in order', async () => {
  const gate = createGate(2);
  const came: number[] = [];
  const leave = await gate.enter(NEVER);
  await gate.enter(NEVER);
  const third = gate.enter(NEVER).then((leave) => (came.push(3), leave));
  const fourth = gate.enter(NEVER).then(() => came.push(4));
  leave();
  const leaveThird = await third;
  assert.deepEqual(came, [3]);
  leaveThird();
  await fourth;
  assert.deepEqual(came, [3, 4]);
});

test('gives the place of one who gave up to the next', async () => {
  const gate = createGate(1);
  const stop = new AbortController();
  const leave = await gate.enter(NEVER);
  const given = gate.enter(stop.signal);
  const next = gate.enter(NEVER);
  stop.abort(new Error('enough'));
  await assert.rejects(given, { message: 'enough' });
  leave();
  (await next)();
  assert.equal(gate.isEmpty(), true);
});

test('lets nobody in whose signal is aborted already', async () => {
  const gate = createGate(1);
  await assert.rejects(gate.enter(AbortSignal.abort(new Error('enough'))), { message: 'enough' });
  assert.equal(gate.isEmpty(), true);
});
