import assert from 'node:assert/strict';
import test from 'node:test';
import { openPulse, readPulse } from '../../src/core/pulse.js';
import { HangWatch } from '../../src/engine/hang-watch.js';

/** A watch with a clock of its own; `pass` lets time go by, with a look each second. */
function watchOf(timeoutMs: number, places = 3) {
  let now = 0;
  const ended: number[] = [];
  const watch = new HangWatch({ places, timeoutMs, end: (id) => void ended.push(id), nowMs: () => now });
  // Looks are the test's.
  watch.close();
  const pass = (seconds: number): void => {
    for (let k = 0; k < seconds; k++) {
      now += 1000;
      watch.look();
    }
  };
  const jump = (ms: number): void => {
    now += ms;
    watch.look();
  };
  return { watch, ended, pass, jump };
}

test('ends a thread that has not beaten for the time given, once', () => {
  const { watch, ended, pass } = watchOf(5000);
  const place = watch.claim(0);
  openPulse(place, 7);
  pass(5);
  assert.deepEqual([ended, watch.isHung(place)], [[], false]);
  pass(1);
  assert.deepEqual([ended, watch.isHung(place)], [[7], true]);
  pass(20);
  assert.deepEqual(ended, [7]);
});

test('lets one be that beats now and then', () => {
  const { watch, ended, pass } = watchOf(5000);
  const place = watch.claim(0);
  const pulse = openPulse(place, 7);
  for (let k = 0; k < 10; k++) {
    pass(4);
    pulse.beat();
  }
  assert.deepEqual([ended, watch.isHung(place)], [[], false]);
});

test('lets a task wait for a thread as long as it takes', () => {
  const { watch, ended, pass } = watchOf(5000);
  const place = watch.claim(0);
  pass(100);
  openPulse(place, 7);
  pass(5);
  assert.deepEqual(ended, []);
  pass(1);
  assert.deepEqual(ended, [7]);
});

test('counts no time in which the process itself was stopped', () => {
  const { watch, ended, jump, pass } = watchOf(5000);
  openPulse(watch.claim(0), 7);
  pass(1);
  jump(3_600_000);
  assert.deepEqual(ended, []);
  pass(3);
  assert.deepEqual(ended, [7]);
});

test('ends none where it is off', () => {
  const { watch, ended, pass } = watchOf(0);
  openPulse(watch.claim(0), 7);
  pass(1000);
  assert.deepEqual(ended, []);
});

test('gives a place that was released out again, as new', () => {
  const { watch, ended, pass } = watchOf(5000, 1);
  const first = watch.claim(0);
  openPulse(first, 7).hold(12);
  pass(6);
  assert.equal(watch.isHung(first), true);
  watch.release(first);
  const second = watch.claim(0);
  assert.deepEqual(readPulse(second), { beats: 0, threadId: 0, rows: null });
  openPulse(second, 8);
  pass(5);
  assert.deepEqual([ended, watch.isHung(second)], [[7], false]);
});

test('has no place for more tasks than it was made for', () => {
  const { watch } = watchOf(5000, 1);
  watch.claim(0);
  assert.throws(() => watch.claim(0), { message: 'Expected at most 1 tasks under way, got one more.' });
});

test('looks by itself', async () => {
  const ended = await new Promise<number>((resolve) => {
    const watch = new HangWatch({
      places: 1,
      timeoutMs: 1000,
      end: (id) => {
        watch.close();
        resolve(id);
      },
    });
    openPulse(watch.claim(0), 7);
  });
  assert.equal(ended, 7);
});
