import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import { test } from 'node:test';
import { startDeadline } from '../../src/media/deadline.js';

test('aborts when the time is up', async () => {
  const deadline = startDeadline(new AbortController().signal, 1);
  await once(deadline.signal, 'abort');
  assert.equal(deadline.isOver(), true);
  deadline.clear();
});

test('aborts with its parent, for the same reason', () => {
  const parent = new AbortController();
  const deadline = startDeadline(parent.signal, 60_000);
  parent.abort('enough');
  assert.equal(deadline.signal.reason, 'enough');
  assert.equal(deadline.isOver(), false);
  deadline.clear();
});

test('is aborted from the start under an aborted parent', () => {
  const deadline = startDeadline(AbortSignal.abort('enough'), 60_000);
  assert.equal(deadline.signal.reason, 'enough');
  deadline.clear();
});

test('leaves nothing behind on its parent', () => {
  const parent = new AbortController();
  for (let at = 0; at < 100; at += 1) startDeadline(parent.signal, 60_000).clear();
  assert.deepEqual(getEventListeners(parent.signal, 'abort'), []);
});
