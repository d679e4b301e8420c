import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { createClient } from '../../src/media/client.js';
import { fails, OPEN, read } from './exchanges.js';
import { startRaw, type RawRequest } from './raw-server.js';

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody';

/** What a server does with the second request of its first connection, of a client that has just used that. */
const CLOSERS: readonly (readonly [name: string, close: (socket: Socket) => unknown])[] = [
  ['ended', (socket) => socket.end()],
  ['reset', (socket) => socket.resetAndDestroy()],
];

for (const [name, close] of CLOSERS) {
  test(`asks again on a fresh connection when a kept one is ${name} before an answer`, async () => {
    const server = await startRaw(({ socket, connection, request }) => {
      if (connection === 1 && request === 2) close(socket);
      else socket.write(ANSWER);
    });
    const client = createClient(OPEN);
    await read(client, server.origin);
    assert.equal((await read(client, server.origin)).text, 'body');
    assert.equal(server.connections(), 2);
    await client.close();
    await server.close();
  });
}

test('asks again only once, and not when bytes had come', async () => {
  const asked: string[] = [];
  let hangUp = ({ socket }: RawRequest): unknown => socket.end();
  const server = await startRaw((request) => {
    asked.push(`${request.connection}.${request.request}`);
    if (asked.length === 1) request.socket.write(ANSWER);
    else hangUp(request);
  });
  const client = createClient(OPEN);
  await read(client, server.origin);
  await assert.rejects(read(client, server.origin), fails('network', /other side closed/));
  assert.deepEqual(asked, ['1.1', '1.2', '2.1']);
  // A fresh connection is not tried again.
  await assert.rejects(read(client, server.origin), fails('network', /other side closed/));
  assert.deepEqual(asked.splice(0), ['1.1', '1.2', '2.1', '3.1']);
  await read(client, server.origin);
  hangUp = ({ socket }) => socket.end('HTTP/1.1 200');
  await assert.rejects(read(client, server.origin), fails('network', /other side closed/));
  assert.deepEqual(asked, ['4.1', '4.2']);
  await client.close();
  await server.close();
});

test('uses the connection that was used last, and as many as there are requests', async () => {
  const waiting: RawRequest[] = [];
  const server = await startRaw((request) => {
    waiting.push(request);
    if (waiting.length === 3) for (const { socket } of waiting) socket.write(ANSWER);
    if (waiting.length > 3) request.socket.write(ANSWER);
  });
  const client = createClient(OPEN);
  const order: number[] = [];
  await Promise.all([1, 2, 3].map((at) => read(client, server.origin).then(() => order.push(at))));
  await read(client, server.origin);
  await read(client, server.origin);
  const [fourth, fifth] = waiting.slice(3).map(({ connection }) => connection);
  assert.equal(server.connections(), 3);
  assert.equal(fourth, fifth);
  await client.close();
  await server.close();
});

test('closes an idle connection a second before the server would', async () => {
  const ended: Promise<unknown>[] = [];
  const server = await startRaw(({ socket }) => {
    ended.push(once(socket, 'close'));
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nkeep-alive: timeout=2\r\n\r\n');
  });
  const client = createClient(OPEN);
  await read(client, server.origin);
  await Promise.all(ended);
  await client.close();
  await server.close();
});

test('lets the process end while connections are idle', async () => {
  const server = await startRaw(({ socket }) => socket.write(ANSWER));
  const script = `
    import { createClient } from '${new URL('../../src/media/client.js', import.meta.url).href}';
    const client = createClient(${JSON.stringify({ ...OPEN, resolve: null })});
    await client.get(new URL('${server.origin}'), { onHead: () => true, onData: () => true }).done;
    console.log(process.getActiveResourcesInfo().filter((name) => /TCP|Timeout/.test(name)).join());
    process.on('exit', () => console.log('exit'));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  assert.equal(stdout, '\nexit\n');
  await server.close();
});
