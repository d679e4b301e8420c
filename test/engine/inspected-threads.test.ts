import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import test from 'node:test';
import { MessageChannel, Worker } from 'node:worker_threads';
import { InspectedThreads, type InspectedThread } from '../../src/engine/inspected-threads.js';

/** Never gives its event loop a turn, nor ends. */
const SPINNING = 'for (let k = 0; ; k++) globalThis.turns = k;';

async function openThreads(): Promise<{ readonly threads: InspectedThreads; readonly started: InspectedThread[] }> {
  const started: InspectedThread[] = [];
  const threads = new InspectedThreads((thread) => started.push(thread));
  await threads.open();
  return { threads, started };
}

async function valueOf(thread: InspectedThread, expression: string): Promise<unknown> {
  const { result } = (await thread.post('Runtime.evaluate', { expression })) as {
    readonly result: { readonly value?: unknown };
  };
  return result.value;
}

test('reaches a worker by its number before its first line, and in a loop that never ends', async () => {
  const found = new EventEmitter();
  const before: Promise<unknown>[] = [];
  const threads = new InspectedThreads((thread) => {
    before.push(valueOf(thread, 'typeof turns'));
    found.emit('thread', thread);
  });
  await threads.open();
  const first = once(found, 'thread') as Promise<[InspectedThread]>;
  const worker = new Worker(SPINNING, { eval: true, name: 'spins' });
  const { threadId } = worker;
  const [thread] = await first;
  assert.equal(thread.threadId, threadId);
  assert.deepEqual(await Promise.all(before), ['undefined']);
  let turns: unknown;
  while (typeof turns !== 'number' || turns === 0) turns = await valueOf(thread, 'globalThis.turns');
  await threads.close();
  await worker.terminate();
});

test('reaches the main thread', async () => {
  const { threads } = await openThreads();
  assert.equal(threads.main.threadId, 0);
  assert.equal(await valueOf(threads.main, '6 * 7'), 42);
  await assert.rejects(threads.main.post('No.such'), { code: 'ERR_INSPECTOR_COMMAND' });
  await threads.close();
});

test('rejects what a worker refuses, and what one that has ended did not answer', async () => {
  const { threads, started } = await openThreads();
  const worker = new Worker('setInterval(() => {}, 1e6)', { eval: true });
  await once(worker, 'online');
  const [thread] = started;
  assert.ok(thread !== undefined);
  await assert.rejects(thread.post('No.such'), /'No\.such' wasn't found/);
  const waiting = assert.rejects(
    thread.post('Runtime.evaluate', { expression: 'new Promise(() => {})', awaitPromise: true }),
    // The last two are V8's, when it comes to it first.
    /^Error: (Thread \d+ has ended\.|Execution was terminated|Execution context was destroyed\.)$/,
  );
  await worker.terminate();
  await waiting;
  await assert.rejects(thread.post('Runtime.enable'), /^Error: Thread \d+ has ended\.$/);
  await threads.close();
});

test('lets go of threads that go on', async () => {
  const { threads, started } = await openThreads();
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(
    "const { workerData } = require('node:worker_threads'); workerData.once('close', () => process.exit(7)).ref()",
    { eval: true, workerData: port2, transferList: [port2] },
  );
  await once(worker, 'online');
  await threads.close();
  const [thread] = started;
  assert.ok(thread !== undefined);
  await assert.rejects(thread.post('Runtime.enable'), /has ended/);
  port1.close();
  assert.deepEqual(await once(worker, 'exit'), [7]);
});

test('does not leave a worker waiting that was made when it was closed', async () => {
  const { threads, started } = await openThreads();
  const closing = threads.close();
  const worker = new Worker('', { eval: true });
  const exited = once(worker, 'exit');
  await closing;
  assert.deepEqual(await exited, [0]);
  assert.equal(started.length, 1);
});
