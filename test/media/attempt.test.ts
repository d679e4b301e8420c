import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { attempt, isWeb, type Gear, type Verdict } from '../../src/media/attempt.js';
import { createClient } from '../../src/media/client.js';
import { createLimiter } from '../../src/media/limiter.js';
import { createPacerBuffer } from '../../src/core/pacer-buffer.js';
import { createPacer } from '../../src/media/pacer.js';
import { parseResolve } from '../../src/core/resolve.js';
import { fakeClock } from './fake-clock.js';
import { startLoopback } from './loopback.js';
import { jpeg } from './sample-media.js';

const NEVER = new AbortController().signal;
const clock = fakeClock(Date.UTC(1994, 10, 6, 8, 49, 30));

const server = await startLoopback(({ url = '' }, response) => {
  const farm = `http://farm8.staticflickr.com:${server.port}`;
  if (url === '/photo') response.end(jpeg());
  if (url === '/to-photo') response.writeHead(302, { location: `${farm}/photo` }).end();
  if (url === '/busy') response.writeHead(503, { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' }).end();
  if (url === '/to-busy') response.writeHead(307, { location: `${farm}/busy` }).end();
  if (url === '/loop') response.writeHead(302, { location: '/loop' }).end();
});
const client = createClient({
  connectTimeoutMs: 1000,
  userAgent: 'yfcc-test',
  resolve: parseResolve([`farm8.staticflickr.com:${server.port}:127.0.0.1`]),
  allowPrivate: true,
  allowHosts: [],
  proxies: { http: null, https: null, no: '' },
});
const folder = await mkdtemp(join(tmpdir(), 'yfcc-attempt-'));
after(async () => {
  await client.close();
  await server.close();
  await rm(folder, { recursive: true });
});

const pacer = createPacer(createPacerBuffer(), 10);
const gear: Gear = { client, limiter: createLimiter(1, pacer, clock), clock, deadlineMs: 5000 };

function tryOnce(path: string): Promise<Verdict> {
  const delivery = { kind: 'photo', maxBytes: 10_000, tempPath: join(folder, 'file') } as const;
  return attempt(new URL(server.origin + path), delivery, gear, NEVER);
}

test('gives the received file', async () => {
  const { outcome, file, status, host } = await tryOnce('/photo');
  assert.deepEqual([outcome, status, host], ['ok', 200, new URL(server.origin).host]);
  assert.equal(file?.bytes, jpeg().length);
  await rm(join(folder, 'file'));
});

test('names the host that answered last, and what that asks for', async () => {
  assert.deepEqual(await tryOnce('/to-busy'), {
    outcome: 'server-error',
    file: null,
    status: 503,
    detail: 'status 503',
    host: `farm8.staticflickr.com:${server.port}`,
    retryAfterMs: 7000,
  });
});

test('keeps the pace of the hosts that it is led to, and does not count that wait as its time', async () => {
  const before = clock.sleeps.length;
  const host = `farm8.staticflickr.com:${server.port}`;
  pacer.holdHost(host, clock.nowMs() + 60_000);
  assert.equal((await tryOnce('/to-photo')).outcome, 'ok');
  assert.deepEqual(clock.sleeps.slice(before), [60_000]);
  await rm(join(folder, 'file'));
});

test('ends a circle of redirects', async () => {
  const { outcome, detail } = await tryOnce('/loop');
  assert.deepEqual([outcome, detail], ['wrong-type', 'more than 5 redirects']);
});

test('takes http and https only for the web', () => {
  const urls = ['http://a/', 'https://a/', 'ftp://a/', 'file:///a', 'data:,a'];
  assert.deepEqual(
    urls.filter((url) => isWeb(new URL(url))),
    ['http://a/', 'https://a/'],
  );
});
