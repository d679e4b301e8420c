import assert from 'node:assert/strict';
import test from 'node:test';
import { StageClock } from '../../src/core/stage-clock.js';

test('adds up the time of each stage, and that of none to nobody', () => {
  let now = 100;
  const clock = new StageClock(() => now);
  now += 50;
  clock.to('encode');
  now += 10;
  clock.to('write');
  now += 3;
  clock.to('encode');
  now += 1;
  clock.to(null);
  now += 1000;
  clock.to('fetch');
  now += 7;
  assert.deepEqual(clock.times(), { encode: 11, fetch: 7, write: 3 });
  now += 2;
  assert.deepEqual(clock.times(), { encode: 11, fetch: 9, write: 3 });
});
