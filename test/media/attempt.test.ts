import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { attempt, isWeb, type Verdict } from '../../src/media/attempt.js';
import type { Gear } from '../../src/media/gear.js';
import { createClient } from '../../src/media/client.js';
import { createLimiter } from '../../src/media/limiter.js';
import { createHostBuffer } from '../../src/core/host-buffer.js';
import { createBodyBuffers } from '../../src/media/body-buffers.js';
import { createBreaker } from '../../src/media/breaker.js';
import { createConnections } from '../../src/media/connections.js';
import { createHostSlots } from '../../src/media/host-slots.js';
import { createWatch } from '../../src/media/watch.js';
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
  if (url === '/noai') response.setHeader('x-robots-tag', 'noai').end(jpeg());
  if (url === '/nothing') response.writeHead(404).end();
  if (url === '/cut') response.socket?.resetAndDestroy();
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

const hosts = createHostBuffer(1);
const slots = createHostSlots(hosts);
const pacer = createPacer(slots, { flickr: 10, hosts: [] });
const breaker = createBreaker(slots);
const connections = createConnections(hosts, slots, 1);
const gear: Gear = {
  client,
  pacer,
  breaker,
  connections,
  limiter: createLimiter(connections, pacer, breaker, clock),
  watch: createWatch(clock, 5000, 1000),
  buffers: createBodyBuffers(),
  workshop: null,
  clock,
  slots,
  onRequest() {},
  deadlineMs: 5000,
  respectsRobots: true,
  isPatient: false,
};

function tryOnce(path: string, own: Partial<Gear> = {}): Promise<Verdict> {
  const delivery = {
    kind: 'photo',
    maxBytes: 10_000,
    placeholders: new Set(''),
    tempPath: join(folder, 'file'),
  } as const;
  return attempt(new URL(server.origin + path), delivery, { ...gear, ...own }, NEVER);
}

test('gives the received file', async () => {
  const { outcome, file, status, host } = await tryOnce('/photo');
  assert.deepEqual([outcome, status, host], ['ok', 200, new URL(server.origin).host]);
  assert.ok(file?.body && jpeg().equals(file.body));
  file.drop();
});

test('names the host that answered last, and what that asks for', async () => {
  assert.deepEqual(await tryOnce('/to-busy'), {
    outcome: 'server-error',
    file: null,
    status: 503,
    detail: 'status 503',
    host: `farm8.staticflickr.com:${server.port}`,
    retryAfterMs: 7000,
    isPutOff: false,
  });
});

test('keeps the pace of the hosts that it is led to, and does not count that wait as its time', async () => {
  const before = clock.sleeps.length;
  const host = `farm8.staticflickr.com:${server.port}`;
  pacer.holdHost(host, clock.nowMs() + 60_000);
  assert.equal((await tryOnce('/to-photo')).outcome, 'ok');
  assert.deepEqual(clock.sleeps.slice(before), [60_000]);
});

test('tells how long each request took, also of those that lead to another, and of no other time', async () => {
  const taken: number[] = [];
  const onRequest = (milliseconds: number) => void taken.push(milliseconds);
  pacer.holdHost(`farm8.staticflickr.com:${server.port}`, clock.nowMs() + 60_000);
  await tryOnce('/to-photo', { onRequest });
  await tryOnce('/nothing', { onRequest });
  // The clock stands still but for what is waited for.
  assert.deepEqual(taken, [0, 0, 0]);
});

test('respects an opt-out unless it is told not to', async () => {
  const respected = await tryOnce('/noai');
  assert.deepEqual([respected.outcome, respected.detail], ['refused', 'X-Robots-Tag: noai']);
  assert.equal((await tryOnce('/noai', { respectsRobots: false })).outcome, 'ok');
});

test('puts off what a dead host has, without a request, and asks it again when a probe is due', async () => {
  const { host } = new URL(server.origin);
  for (let failure = 0; failure < 4; failure += 1) breaker.failed(host, clock.nowMs(), clock.nowMs());
  const verdict = await tryOnce('/photo');
  assert.deepEqual(
    [verdict.outcome, verdict.status, verdict.isPutOff, verdict.detail],
    ['network', null, true, `${host} does not answer`],
  );
  await clock.sleep(2000, NEVER);
  assert.equal((await tryOnce('/photo')).outcome, 'ok');
  assert.equal((await tryOnce('/photo')).outcome, 'ok');
});

test('waits for a dead host when it is patient', async () => {
  const { host } = new URL(server.origin);
  for (let failure = 0; failure < 4; failure += 1) breaker.failed(host, clock.nowMs(), clock.nowMs());
  const before = clock.sleeps.length;
  assert.equal((await tryOnce('/photo', { isPatient: true })).outcome, 'ok');
  assert.deepEqual(clock.sleeps.slice(before), [2000]);
});

test('counts a host as dead that drips or does not answer four times in a row, and not one that says no', async () => {
  const { host } = new URL(server.origin);
  for (let k = 0; k < 4; k += 1) assert.equal((await tryOnce('/nothing')).outcome, 'gone');
  assert.ok(breaker.ask(host, clock.nowMs()));
  for (let k = 0; k < 4; k += 1) assert.equal((await tryOnce('/cut')).outcome, 'network');
  assert.ok(!breaker.ask(host, clock.nowMs()));
  breaker.answered(host);
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
