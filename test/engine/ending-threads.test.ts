import assert from 'node:assert/strict';
import test from 'node:test';
import { beforeEnd, isEndAwaited, onEndingThreads } from '../../src/engine/ending-threads.js';

test('waits for what each listener wants of the threads, also when that fails', async () => {
  const heard: string[] = [];
  let finish = (): void => {};
  const wanted = new Promise<void>((resolve) => (finish = resolve));
  const offs = [
    onEndingThreads(({ threadIds, role, waitFor }) => {
      heard.push(`${role} ${threadIds.join()}`);
      waitFor(wanted);
    }),
    onEndingThreads(({ waitFor }) => waitFor(Promise.reject(new Error('gone')))),
  ];
  assert.equal(isEndAwaited(), true);
  let isOver = false;
  const ending = beforeEnd([3, 4], 'worker').then(() => (isOver = true));
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([heard, isOver], [['worker 3,4'], false]);
  finish();
  await ending;
  for (const off of offs) off();
  assert.equal(isEndAwaited(), false);
  await beforeEnd([5], 'worker');
  assert.deepEqual(heard, ['worker 3,4']);
});
