import assert from 'node:assert/strict';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { KeyList } from '../../src/core/key-list.js';
import { keyFinder } from '../../src/core/key-set.js';

test('keeps keys that came before its memory grew', () => {
  const list = new KeyList(4);
  const count = 600_000;
  for (let k = 0; k < count; k++) assert.ok(list.add(k, 1, 2, 3));
  const set = list.toSet();
  assert.equal(set.count, count);
  const has = keyFinder(set);
  for (let k = 0; k < count; k += 997) assert.ok(has(k, 1, 2, 3));
  assert.equal(has(count, 1, 2, 3), false);
});

test('makes a set that another thread sees without a copy', async () => {
  const list = new KeyList(2);
  list.add(7, 0, 0, 0);
  const set = list.toSet();
  const program = `const { parentPort, workerData } = require('node:worker_threads');
    new Uint32Array(workerData.keys)[0] = 8; parentPort.postMessage(workerData.count);`;
  const worker = new Worker(program, { eval: true, workerData: set });
  const [count] = await new Promise<unknown[]>((resolve, reject) => {
    worker.on('message', (message: unknown) => resolve([message]));
    worker.on('error', reject);
  });
  assert.equal(count, 1);
  assert.equal(new Uint32Array(set.keys)[0], 8);
  await worker.terminate();
});

test('makes an empty set that has nothing', () => {
  const set = new KeyList(2).toSet();
  assert.equal(set.count, 0);
  assert.equal(keyFinder(set)(0, 0, 0, 0), false);
});
