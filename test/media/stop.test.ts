import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stopOf, type StopListener } from '../../src/media/stop.js';

test('tells all who listen of an abort, each once, and nobody who has left', () => {
  const controller = new AbortController();
  const stop = stopOf(controller.signal);
  const told: string[] = [];
  const teller = (name: string): StopListener => ({
    abort: (reason) => told.push(`${name} ${String(reason)}`),
    place: -1,
  });
  const leaver = teller('left');
  for (const listener of [teller('first'), leaver, teller('last')]) stop.listeners.add(listener);
  stop.listeners.delete(leaver);
  assert.equal(stop.isAborted, false);
  controller.abort('enough');
  assert.deepEqual(told, ['first enough', 'last enough']);
  assert.equal(stop.isAborted, true);
  assert.equal(stop.listeners.size, 0);
});

test('is one for a signal, and knows of an abort that was before it', () => {
  const { signal } = new AbortController();
  assert.equal(stopOf(signal), stopOf(signal));
  assert.equal(stopOf(AbortSignal.abort()).isAborted, true);
});
