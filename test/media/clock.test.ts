import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { SYSTEM_CLOCK } from '../../src/media/clock.js';

test('tells the same time in every thread', async () => {
  const url = new URL('../../src/media/clock.js', import.meta.url).href;
  const before = SYSTEM_CLOCK.nowMs();
  const code = `import(${JSON.stringify(url)}).then(({ SYSTEM_CLOCK }) =>
    require('node:worker_threads').parentPort.postMessage(SYSTEM_CLOCK.nowMs()));`;
  const [there] = await once(new Worker(code, { eval: true }), 'message');
  assert(before < there && there < SYSTEM_CLOCK.nowMs());
});

test('sleeps at least as long as asked, unless it is aborted', async () => {
  const before = SYSTEM_CLOCK.nowMs();
  await SYSTEM_CLOCK.sleep(2, new AbortController().signal);
  assert(SYSTEM_CLOCK.nowMs() > before);
  await assert.rejects(SYSTEM_CLOCK.sleep(60_000, AbortSignal.timeout(1)), { name: 'AbortError' });
});
