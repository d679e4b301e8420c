import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { threadId, Worker } from 'node:worker_threads';
import { createHostBuffer, releaseThread, threadRows } from '../../src/core/host-buffer.js';
import { createConnections, type Connections } from '../../src/media/connections.js';
import { createHostSlots } from '../../src/media/host-slots.js';

const of = (buffer: SharedArrayBuffer, total: number): Connections =>
  createConnections(buffer, createHostSlots(buffer), total);

function takeAll(connections: Connections, host: string): number {
  let taken = 0;
  while (connections.take(host)) taken += 1;
  return taken;
}

test('begins with one to a host, and gives it one more with each answer', () => {
  const connections = of(createHostBuffer(1), 16);
  assert.equal(takeAll(connections, 'a'), 1);
  connections.grow('a');
  connections.grow('a');
  assert.equal(takeAll(connections, 'a'), 2);
});

test('never has more than there are in all', () => {
  const connections = of(createHostBuffer(1), 6);
  for (let k = 0; k < 20; k += 1) connections.grow('a');
  assert.equal(takeAll(connections, 'a'), 6);
  assert.equal(takeAll(connections, 'b'), 0);
  connections.give('a');
  assert.equal(takeAll(connections, 'b'), 1);
});

test('leaves a host that does not answer half as many each time, and always one', () => {
  const connections = of(createHostBuffer(1), 16);
  for (let k = 0; k < 4; k += 1) connections.grow('slow');
  connections.shrink('slow');
  assert.equal(takeAll(connections, 'slow'), 2);
  for (let k = 0; k < 5; k += 1) connections.shrink('slow');
  connections.give('slow');
  assert.equal(takeAll(connections, 'slow'), 0);
  connections.give('slow');
  assert.equal(takeAll(connections, 'slow'), 1);
});

test('keeps to its share while other threads wait for one, and gives back what a dead thread held', async () => {
  const buffer = createHostBuffer(2);
  const mine = of(buffer, 8);
  for (let k = 0; k < 8; k += 1) mine.grow('a');
  const url = (name: string): string => new URL(`../../src/media/${name}.js`, import.meta.url).href;
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    Promise.all([import(${JSON.stringify(url('connections'))}), import(${JSON.stringify(url('host-slots'))})]).then(
      ([{ createConnections }, { createHostSlots }]) => {
        const own = createConnections(workerData, createHostSlots(workerData), 8);
        own.setWaiting(true);
        parentPort.postMessage([own.take('a'), own.take('a')]);
      });`;
  const other = new Worker(code, { eval: true, workerData: buffer });
  const id = other.threadId;
  const [taken] = await once(other, 'message');
  assert.deepEqual(taken, [true, true]);
  await once(other, 'exit');
  // Half of eight, since the other one waits.
  assert.equal(takeAll(mine, 'a'), 4);
  releaseThread(buffer, id);
  assert.equal(takeAll(mine, 'a'), 4);
  assert.ok(threadRows(buffer).includes(threadId || -1));
});

test('lets each thread have one, also where that is more than there are', () => {
  const buffer = createHostBuffer(1);
  threadRows(buffer)[2] = 5; // a thread with five
  threadRows(buffer)[0] = 99;
  assert.equal(takeAll(of(buffer, 2), 'a'), 1);
});
