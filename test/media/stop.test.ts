import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stopOf } from '../../src/media/stop.js';

test('tells all who listen of an abort, each once, and nobody who has left', () => {
  const controller = new AbortController();
  const stop = stopOf(controller.signal);
  const told: string[] = [];
  const leaves = (): unknown => told.push('left');
  stop.listeners.add((reason) => told.push(`first ${String(reason)}`));
  stop.listeners.add(leaves);
  stop.listeners.add((reason) => told.push(`last ${String(reason)}`));
  stop.listeners.delete(leaves);
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
