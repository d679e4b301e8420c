import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import type { Connection, Keeper } from '../../src/media/connection.js';
import { createNameCache } from '../../src/media/name-cache.js';
import { plainConnections } from '../../src/media/plain-connection.js';
import { fails, OPEN } from './exchanges.js';
import { startRaw } from './raw-server.js';

const names = createNameCache(
  () => assert.fail('no name is looked up'),
  () => 0,
);
const open = plainConnections({ rules: OPEN, names, connectTimeoutMs: 5000, headers: { accept: '*/*' } });

const OK = 'HTTP/1.1 200 OK\r\n';
const ANSWERS: Record<string, string> = {
  '/length': `${OK}content-length: 4\r\n\r\nbody`,
  '/old': 'HTTP/1.0 200 OK\r\ncontent-length: 4\r\n\r\nbody',
  '/close': `${OK}content-length: 4\r\nconnection: close\r\n\r\nbody`,
  '/beyond': `${OK}content-length: 4\r\n\r\nbodyHTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwrong`,
  '/five-seconds': `${OK}content-length: 4\r\nkeep-alive: timeout=5, max=9\r\n\r\nbody`,
  '/one-second': `${OK}content-length: 4\r\nkeep-alive: timeout=1\r\n\r\nbody`,
  '/an-hour': `${OK}content-length: 4\r\nkeep-alive: timeout=3600\r\n\r\nbody`,
  '/chunks': `${OK}transfer-encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n`,
  '/small': `${OK}content-length: 16384\r\n\r\n${'x'.repeat(16_384)}`,
  '/large': `${OK}content-length: 16385\r\n\r\n${'x'.repeat(16_385)}`,
  '/large-chunk': `${OK}transfer-encoding: chunked\r\n\r\n4001\r\n${'x'.repeat(16_385)}\r\n0\r\n\r\n`,
};
const server = await startRaw(({ head, socket }) => {
  const path = /^GET (\S+)/.exec(head)?.[1] ?? '';
  if (path.startsWith('/mine/')) {
    const body = bodyOf(path);
    socket.write(`${OK}content-length: ${body.length}\r\n\r\n`);
    socket.write(body);
  } else socket.write(ANSWERS[path] ?? '');
});
after(() => server.close());

/** A body that is unlike any other path's. */
function bodyOf(path: string): Buffer {
  const seed = createHash('sha256').update(path).digest();
  return Buffer.alloc(400_000, seed);
}

/** Asks for one path on a connection of its own: for how long it is kept, 0 when it is not. */
function keptMs(path: string, isWanted = true): Promise<number> {
  return new Promise((resolve, reject) => {
    const keeper: Keeper = {
      onFree(connection, keepMs) {
        connection.drop(null);
        resolve(keepMs);
      },
      onClosed: () => resolve(0),
    };
    const connection = open(new URL(server.origin), keeper);
    connection.ask(new URL(path, server.origin), {
      onHead: () => isWanted,
      onData: () => true,
      onDone() {},
      onFailure: reject,
    });
  });
}

const KEPT: readonly (readonly [path: string, keepMs: number])[] = [
  ['/length', 10_000],
  ['/chunks', 10_000],
  ['/old', 0],
  ['/close', 0],
  ['/beyond', 0],
  ['/five-seconds', 4000],
  ['/one-second', 0],
  ['/an-hour', 10_000],
];

for (const [path, keepMs] of KEPT) {
  test(`can be used again for ${keepMs} ms behind ${path}`, async () => {
    assert.equal(await keptMs(path), keepMs);
  });
}

const UNWANTED: readonly (readonly [path: string, keepMs: number])[] = [
  ['/length', 10_000],
  ['/chunks', 10_000],
  ['/small', 10_000],
  ['/large', 0],
  ['/large-chunk', 0],
];

for (const [path, keepMs] of UNWANTED) {
  test(`is ${keepMs === 0 ? 'given up' : 'kept'} behind ${path} when its body is not wanted`, async () => {
    assert.equal(await keptMs(path, false), keepMs);
  });
}

test('reads many answers at a time into one buffer, and mixes none', async () => {
  const paths = Array.from({ length: 12 }, (_, at) => `/mine/${at}`);
  const bodies = await Promise.all(
    paths.map(
      (path) =>
        new Promise<Buffer>((resolve, reject) => {
          const chunks: Buffer[] = [];
          const keeper: Keeper = { onFree: (connection) => connection.drop(null), onClosed() {} };
          open(new URL(server.origin), keeper).ask(new URL(path, server.origin), {
            onHead: () => true,
            onData: (chunk) => chunks.push(Buffer.from(chunk)) > 0,
            onDone: () => resolve(Buffer.concat(chunks)),
            onFailure: reject,
          });
        }),
    ),
  );
  for (const [at, path] of paths.entries()) assert(bodies[at]?.equals(bodyOf(path)), path);
});

test('closes when bytes come that nobody asked for', async () => {
  let say = (): void => assert.fail('nobody asked');
  const talking = await startRaw(({ socket }) => {
    socket.write(ANSWERS['/length'] ?? '');
    say = () => socket.write('HTTP/1.1 408 Request Timeout\r\n\r\n');
  });
  await new Promise<void>((resolve, reject) => {
    const connection: Connection = open(new URL(talking.origin), { onFree: () => say(), onClosed: () => resolve() });
    connection.ask(new URL(talking.origin), { onHead: () => true, onData: () => true, onDone() {}, onFailure: reject });
  });
  await talking.close();
});

test('gives up a connection that does not come about', async () => {
  // A lookup that never answers is as good as a host that never does.
  const never = createNameCache(
    () => {},
    () => 0,
  );
  const slow = plainConnections({ rules: OPEN, names: never, connectTimeoutMs: 1, headers: {} });
  const failing = new Promise((_, reject) => {
    slow(new URL('http://a.example:81/'), { onFree() {}, onClosed() {} }).ask(new URL('http://a.example:81/'), {
      onHead: () => assert.fail(),
      onData: () => assert.fail(),
      onDone: () => assert.fail(),
      onFailure: reject,
    });
  });
  await assert.rejects(failing, fails('network', /^no connection to a\.example:81 after 1 ms$/));
});
