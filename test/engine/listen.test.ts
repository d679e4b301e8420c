import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import test from 'node:test';
import { listen, originOf } from '../../src/engine/listen.js';

test('gives the address when the server listens', async (t) => {
  const server = createServer();
  t.after(() => server.close());
  const { address, port } = await listen(server, '127.0.0.1', 0);
  assert.deepEqual([address, server.listening], ['127.0.0.1', true]);
  assert.ok(port > 0);
  assert.ok(server.emit('error', new Error('later')));
});

test('rejects where another listens, and may be tried again elsewhere', async (t) => {
  const [first, second] = [createServer(), createServer()];
  t.after(() => {
    for (const server of [first, second]) server.close();
  });
  const { port } = await listen(first, '127.0.0.1', 0);
  await assert.rejects(listen(second, '127.0.0.1', port), { code: 'EADDRINUSE', port });
  assert.notEqual((await listen(second, '127.0.0.1', 0)).port, port);
});

test('writes an origin, with brackets around what has colons of its own', () => {
  assert.deepEqual(
    [originOf('localhost', 80), originOf('127.0.0.1', 8099), originOf('::1', 8099)],
    ['http://localhost:80', 'http://127.0.0.1:8099', 'http://[::1]:8099'],
  );
});
