import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWatch } from '../../src/media/watch.js';
import { fakeClock } from './fake-clock.js';

const NEVER = new AbortController().signal;

/** What the watch says of an exchange whose bytes are as given, after each so many milliseconds. */
function watched(steps: readonly (readonly [ms: number, bytes: number | null])[], minRate = 1000): Promise<string> {
  const clock = fakeClock();
  const watch = createWatch(clock, 60_000, minRate);
  // The watch's own timer does not keep a process alive.
  const alive = setInterval(() => {}, 1000);
  let bytes: number | null = null;
  return new Promise<string>((resolve) => {
    let at = 0;
    // The watch looks by a timer of its own; each look is one step further.
    const read = (): number | null => {
      const step = steps[at];
      at += 1;
      if (step === undefined) watch.delete(entry);
      if (step === undefined) resolve('let go');
      else {
        void clock.sleep(step[0], NEVER);
        bytes = step[1];
      }
      return bytes;
    };
    const entry = watch.add({ bytes: read, end: resolve }, 60_000);
  }).finally(() => clearInterval(alive));
}

test('ends an exchange that takes longer than it may', async () => {
  assert.equal(
    await watched([
      [50_000, null],
      [11_000, null],
      [1, null],
    ]),
    'not done after 60000 ms',
  );
});

test('ends a body that drips, also behind a part that came fast', async () => {
  assert.equal(
    await watched([
      [100, null],
      [10_000, 5_000_000],
      [10_000, 5_000_100],
      [10_000, 5_000_200],
    ]),
    'under 1000 bytes a second',
  );
});

test('lets a body be that keeps the rate, and a head be late', async () => {
  assert.equal(
    await watched([
      [20_000, null],
      [10_000, 25_000],
      [10_000, 40_000],
    ]),
    'let go',
  );
});

test('lets every body be without a rate', async () => {
  assert.equal(
    await watched(
      [
        [10_000, 1],
        [10_000, 2],
        [10_000, 3],
      ],
      0,
    ),
    'let go',
  );
});
