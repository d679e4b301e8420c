import assert from 'node:assert/strict';
import test from 'node:test';
import { clearPaused, createPauseFlag, isPaused, setPaused, whenGoingOn, PAUSE } from '../../src/core/pause-flag.js';

test('is not set at first, and then as it was set last', () => {
  const flag = createPauseFlag();
  assert.equal(isPaused(flag), false);
  setPaused(flag, PAUSE.noSpace);
  setPaused(flag, PAUSE.noSpace);
  assert.equal(isPaused(flag), true);
  clearPaused(flag, PAUSE.noSpace);
  assert.equal(isPaused(flag), false);
});

test('waits for nothing where no pause is asked for', async () => {
  await whenGoingOn(createPauseFlag(), () => assert.fail('slept'));
});

test('looks again after each sleep until the pause is over', async () => {
  const flag = createPauseFlag();
  setPaused(flag, PAUSE.noSpace);
  const slept: number[] = [];
  await whenGoingOn(flag, (ms) => {
    slept.push(ms);
    if (slept.length === 3) clearPaused(flag, PAUSE.noSpace);
    return Promise.resolve();
  });
  assert.deepEqual(slept, [100, 100, 100]);
});

test('ends with the error of the sleep', async () => {
  const flag = createPauseFlag();
  setPaused(flag, PAUSE.noSpace);
  await assert.rejects(
    whenGoingOn(flag, () => Promise.reject(new Error('aborted'))),
    { message: 'aborted' },
  );
});
