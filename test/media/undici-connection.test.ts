import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { createClient } from '../../src/media/client.js';
import { createNameCache } from '../../src/media/name-cache.js';
import { listen } from '../listen.js';
import { fails, OPEN, read } from './exchanges.js';
import { startLoopback } from './loopback.js';
import { selfSigned } from './self-signed.js';

const tls = selfSigned();
const secure = await startLoopback(({ headers }, response) => response.end(`tunnelled ${headers.host}`), tls);

/** What the proxy was asked: request lines and credentials. */
const asked: string[] = [];
const sockets = new Set<Socket>();
const note = ({ method, url, headers }: IncomingMessage): number =>
  asked.push(`${method} ${url} ${headers.host} ${headers['proxy-authorization'] ?? '-'}`);
const proxy = createServer((request, response) => {
  note(request);
  response.end(`proxied ${request.headers['user-agent']}`);
});
proxy.on('connect', (request, socket: Socket) => {
  note(request);
  const there = connect(secure.port, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    there.pipe(socket).pipe(there);
  });
  for (const one of [there, socket]) {
    sockets.add(one);
    one.on('error', () => {});
  }
});
const origin = `http://127.0.0.1:${await listen(proxy)}/`;
after(async () => {
  for (const socket of sockets) socket.destroy();
  proxy.close();
  proxy.closeAllConnections();
  await secure.close();
});

/** The proxy looks up names, not we. */
const names = createNameCache(
  () => assert.fail('a name is looked up'),
  () => 0,
);
const guarded = { ...OPEN, allowPrivate: false, ca: tls.cert };

test('asks the proxy for the whole URL of http:, with its credentials, and keeps the connection', async () => {
  const http = origin.replace('127.0.0.1', 'user:pa%40ss@127.0.0.1');
  const client = createClient({ ...guarded, proxies: { http, https: null, no: 'spared.example' } }, names);
  for (const path of ['/a?b', '/c']) {
    assert.equal((await read(client, `http://photos.example:81${path}`)).text, 'proxied yfcc-test');
  }
  const credentials = `Basic ${Buffer.from('user:pa@ss').toString('base64')}`;
  assert.deepEqual(asked.splice(0), [
    `GET http://photos.example:81/a?b photos.example:81 ${credentials}`,
    `GET http://photos.example:81/c photos.example:81 ${credentials}`,
  ]);
  await client.close();
});

test('asks for https: through a tunnel, with the certificate of its end', async () => {
  const client = createClient({ ...guarded, proxies: { http: null, https: origin, no: '' } }, names);
  assert.equal((await read(client, 'https://photos.example/')).text, 'tunnelled photos.example');
  await assert.rejects(read(client, 'https://other.example/'), fails('network', /ALTNAME/));
  assert.deepEqual(
    asked.splice(0).map((line) => line.split(' ').slice(0, 2).join(' ')),
    ['CONNECT photos.example:443', 'CONNECT other.example:443'],
  );
  await client.close();
});

test('asks no proxy for a host of this machine or network', async () => {
  const client = createClient({ ...guarded, proxies: { http: origin, https: origin, no: '' } }, names);
  for (const host of [
    '127.0.0.1',
    '10.0.0.1',
    '[::1]',
    '169.254.169.254',
    'localhost',
    'intranet',
    'metadata.google.internal',
  ]) {
    for (const scheme of ['http', 'https']) {
      await assert.rejects(read(client, `${scheme}://${host}/`), fails('blocked', /not an address of the public/));
    }
  }
  assert.deepEqual(asked, []);
  await client.close();
});

test('names a proxy that is not there: network', async () => {
  const gone = await startLoopback(() => {});
  await gone.close();
  const client = createClient({ ...guarded, proxies: { http: gone.origin, https: gone.origin, no: '' } }, names);
  for (const scheme of ['http', 'https']) {
    await assert.rejects(read(client, `${scheme}://photos.example/`), fails('network', /ECONNREFUSED/));
  }
  await client.close();
});
