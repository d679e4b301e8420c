import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import test, { type TestContext } from 'node:test';
import { DEFAULT_PORT, openDashboard, type Dashboard, type DashboardOptions } from '../../src/dashboard/dashboard.js';
import { summaryOf } from '../cli/summary-of.js';
import { viewOf } from '../jobs/view-of.js';
import { listen } from '../listen.js';

const OPTIONS: DashboardOptions = { port: 0, host: '127.0.0.1', summaryLines: () => ['Done.'], onCommand() {} };

async function opened(t: TestContext, options: Partial<DashboardOptions> = {}): Promise<Dashboard> {
  const dashboard = await openDashboard({ ...OPTIONS, ...options });
  t.after(() => dashboard.close());
  return dashboard;
}

test('gives the address with a token that is new each time', async (t) => {
  const [a, b] = [await opened(t), await opened(t)];
  assert.match(a.url, /^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{24}$/);
  assert.notEqual(new URL(a.url).hash, new URL(b.url).hash);
  assert.ok(a.isLoopback);
});

test('takes the usual port, or the next that is free', async (t) => {
  const [a, b] = [await opened(t, { port: null }), await opened(t, { port: null })];
  const [first, second] = [a, b].map(({ url }) => Number(new URL(url).port)) as [number, number];
  assert.ok(first >= DEFAULT_PORT && second > first && second < DEFAULT_PORT + 20, `${first}, ${second}`);
});

test('refuses a port that is taken, and an address that is not of this machine, before anything begins', async (t) => {
  const other = createServer();
  const port = await listen(other);
  t.after(() => other.close());
  await assert.rejects(openDashboard({ ...OPTIONS, port }), {
    code: 'usage',
    message: `Expected --dashboard to name a free port, got ${port}, which is in use on 127.0.0.1.`,
  });
  await assert.rejects(openDashboard({ ...OPTIONS, host: '192.0.2.1' }), {
    code: 'usage',
    message: 'Expected --dashboard-host to name an address of this machine, got 192.0.2.1 (EADDRNOTAVAIL).',
  });
});

test('asks for the token also for data where other machines can reach it', async (t) => {
  const dashboard = await opened(t, { host: '0.0.0.0' });
  const { port, hash } = new URL(dashboard.url);
  assert.ok(!dashboard.isLoopback);
  const origin = `http://127.0.0.1:${port}`;
  const token = { authorization: `Bearer ${hash.replace('#token=', '')}` };
  const statusOf = async (path: string, headers = {}): Promise<number> =>
    (await fetch(origin + path, { headers, method: 'HEAD' })).status;
  assert.deepEqual(
    [await statusOf('/'), await statusOf('/events'), await statusOf('/media/1'), await statusOf('/events', token)],
    [200, 401, 401, 200],
  );
});

const hasIPv6 = Object.values(networkInterfaces()).some((some) => some?.some(({ address }) => address === '::1'));

test('can be shown on ::1', { skip: hasIPv6 ? false : 'this machine has no ::1' }, async (t) => {
  const { url, isLoopback } = await opened(t, { host: '::1' });
  assert.match(url, /^http:\/\/\[::1\]:\d+\//);
  assert.ok(isLoopback);
  assert.equal((await fetch(new URL('/', url))).status, 200);
});

test('gives an open page the end before it closes', async () => {
  const dashboard = await openDashboard(OPTIONS);
  const { url, reporter } = dashboard;
  reporter.start({ out: '/out', threads: 1, resumedShards: 0 }, viewOf());
  const answer = await fetch(new URL('/events', url));
  const reader = answer.body?.getReader();
  await reader?.read();
  await reporter.end(summaryOf());
  const closed = dashboard.close();
  let rest = '';
  for (;;) {
    const part = await reader?.read();
    if (part === undefined || part.done) break;
    rest += Buffer.from(part.value as Uint8Array).toString();
  }
  await closed;
  assert.match(
    rest,
    /"phase":"finished".*"ending":\{"lines":\["Done\."\],"advice":null\}[^]*event: bye\ndata: \{\}\n\n$/,
  );
  await assert.rejects(fetch(new URL('/', url)));
});

test('closes at once when nobody looks, also with a connection that is kept', async () => {
  const dashboard = await openDashboard(OPTIONS);
  const { url } = dashboard;
  await (await fetch(new URL('/', url))).arrayBuffer();
  await dashboard.close();
  const again = createServer().listen(Number(new URL(url).port), '127.0.0.1');
  await once(again, 'listening');
  again.close();
});
