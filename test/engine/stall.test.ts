import assert from 'node:assert/strict';
import test from 'node:test';
import { Stall } from '../../src/engine/stall.js';

/** Work that never ends but by the signal, and then in words of its own. */
function waiting(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
}

test('ends a wait that brings nothing, and says so', async () => {
  const stall = new Stall(new AbortController().signal, 10);
  await assert.rejects(stall.during(waiting(stall.signal)), { message: 'nothing came for 0.01 s' });
  stall.close();
});

test('ends a wait when it is told to, with the reason given', async () => {
  const stop = new AbortController();
  const stall = new Stall(stop.signal);
  const work = stall.during(waiting(stall.signal));
  stop.abort(new Error('enough'));
  await assert.rejects(work, { message: 'enough' });
  stall.close();
});

test('gives what the work gives, and its failure as it is', async () => {
  const stall = new Stall(new AbortController().signal);
  assert.equal(await stall.during(Promise.resolve(3)), 3);
  await assert.rejects(stall.during(Promise.reject(new Error('no'))), { message: 'no' });
  stall.close();
});
