import assert from 'node:assert/strict';
import test from 'node:test';
import { DecodeFirstQueue } from '../../src/engine/decode-first-queue.js';

const taskOf = (name: string, id: number): { readonly filename: string; readonly id: number } => ({
  filename: `file:///x/workers/${name}.js`,
  id,
});

test('gives tasks that decode first, and else keeps the order', () => {
  const queue = new DecodeFirstQueue<ReturnType<typeof taskOf>>();
  for (const task of [taskOf('shard', 1), taskOf('decode', 2), taskOf('verify', 3), taskOf('decode', 4)])
    queue.push(task);
  assert.equal(queue.size, 4);
  assert.deepEqual(
    Array.from({ length: 5 }, () => queue.shift()?.id),
    [2, 4, 1, 3, undefined],
  );
  assert.deepEqual([queue.size, queue.shift()], [0, null]);
});

test('removes a task that has been given up, and none but it', () => {
  const queue = new DecodeFirstQueue<ReturnType<typeof taskOf>>();
  const tasks = [taskOf('shard', 1), taskOf('decode', 2), taskOf('decode', 3)];
  for (const task of tasks) queue.push(task);
  for (const task of [taskOf('decode', 2), ...tasks.slice(1, 2)]) queue.remove(task);
  assert.equal(queue.size, 2);
  assert.deepEqual([queue.shift()?.id, queue.shift()?.id], [3, 1]);
});
