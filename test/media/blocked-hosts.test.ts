/** Where a URL, DNS or a redirect may not lead, end to end: nothing that listens there is ever connected to. */
import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseResolve } from '../../src/core/resolve.js';
import { createClient } from '../../src/media/client.js';
import { createNameCache } from '../../src/media/name-cache.js';
import { listen } from '../listen.js';
import { fails, OPEN, read } from './exchanges.js';
import { fetchersIn } from './fetchers.js';
import { startLoopback } from './loopback.js';

/** Listens where most of them lead. */
let connections = 0;
const victim: Server = createServer((socket) => {
  connections += 1;
  socket.destroy();
});
const port = await listen(victim);
const root = await mkdtemp(join(tmpdir(), 'yfcc-blocked-'));
await mkdir(join(root, 'tmp'));

/** `HOST` of a URL; `#` is the port. */
const HOSTS: readonly string[] = [
  // One address of this machine in all the ways that a URL can have it.
  '127.0.0.1:#',
  '2130706433:#',
  '017700000001:#',
  '0x7f000001:#',
  '0x7f.1:#',
  '0177.0.0.1:#',
  '127.1:#',
  '127.0.1:#',
  '127.0.0.1.:#',
  '0x7f.0x0.0x0.0x1:#',
  '%31%32%37.0.0.1:#',
  '127%2e0%2e0%2e1:#',
  '１２７.０.０.１:#',
  '127。0。0。1:#',
  '①②⑦.⓪.⓪.①:#',
  'user:pass@127.0.0.1:#',
  'photos.example@127.0.0.1:#',
  'photos.example%40x@127.1:#',
  '127.0.0.1:#\\@photos.example',
  '127.255.255.254:#',
  '0.0.0.0:#',
  '0:#',
  '0.1.2.3:#',
  '[::]:#',
  '[::1]:#',
  '[0:0:0:0:0:0:0:1]:#',
  '[::127.0.0.1]:#',
  '[::7f00:1]:#',
  '[::ffff:127.0.0.1]:#',
  '[::ffff:7f00:1]:#',
  '[0:0:0:0:0:ffff:127.0.0.1]:#',
  '[::ffff:0:127.0.0.1]:#',
  '[::ffff:0:7f00:1]:#',
  '[64:ff9b::7f00:1]:#',
  '[64:ff9b::127.0.0.1]:#',
  '[64:ff9b:1::7f00:1]:#',
  '[2002:7f00:1::]:#',
  '[2001:0:7f00:1::]:#',
  // Of this network, of clouds, and of nobody.
  '10.0.0.1:#',
  '172.16.0.1:#',
  '192.168.0.1:#',
  '100.64.0.1:#',
  '169.254.169.254:#',
  '0xa9fea9fe:#',
  '[::ffff:169.254.169.254]:#',
  '[fd00:ec2::254]:#',
  '[fe80::1]:#',
  '[fec0::1]:#',
  '[ff02::1]:#',
  '[2001:db8::1]:#',
  '[4000::1]:#',
  '198.18.0.1:#',
  '224.0.0.1:#',
  '255.255.255.255:#',
  // Names that DNS says are such.
  'localhost:#',
  'LOCALHOST:#',
  'localhost.:#',
  'metadata.google.internal:#',
  'private.example:#',
  'private6.example:#',
  'mapped.example:#',
  'given.example:#',
];

/** No URLs at all. */
const NO_URLS = ['[fe80::1%25eth0]:#', '[::1%lo]:#', '256.0.0.1:#', '0x100000000:#', '1.2.3.4.5:#', '127.0.0.1:#:1'];

const DNS: Record<string, readonly string[]> = {
  localhost: ['127.0.0.1', '::1'],
  'localhost.': ['127.0.0.1'],
  'metadata.google.internal': ['169.254.169.254'],
  'private.example': ['127.0.0.1', '10.0.0.1'],
  'private6.example': ['::1', 'fe80::1'],
  'mapped.example': ['::ffff:127.0.0.1', '64:ff9b::7f00:1'],
};
const names = createNameCache(
  (host, _, callback) => {
    const found = DNS[host] ?? assert.fail(`${host} was looked up`);
    callback(
      null,
      found.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  },
  () => 0,
);
/** What the user's own table has is judged too. */
const resolve = [`given.example:${port}:127.0.0.1,::1`];
const client = createClient({ ...OPEN, allowPrivate: false, resolve: parseResolve(resolve) }, names);

/** Leads to the URL behind its first `?`. */
const start = await startLoopback(({ url = '' }, response) => {
  response.writeHead(302, { location: decodeURIComponent(url.slice(url.indexOf('?') + 1)) }).end();
});
const { fetchOne } = fetchersIn(root);

/** What a redirect from a host that may be private leads to. */
function follow(target: string): ReturnType<typeof fetchOne> {
  // A header has no other letters.
  const location = target.replaceAll(/[^ -~]/gu, encodeURIComponent);
  return fetchOne(`http://start.example:${start.port}/?${encodeURIComponent(location)}`, {
    allowPrivate: false,
    allowHosts: [`start.example:${start.port}`],
    resolve: [
      `start.example:${start.port}:127.0.0.1`,
      // A fetcher has no DNS but the system's, which a test must not ask.
      ...Object.entries(DNS).map(([host, found]) => `${host}:${port}:${found.join(',')}`),
      ...resolve,
    ],
  });
}

after(async () => {
  await client.close();
  await start.close();
  victim.close();
  await rm(root, { recursive: true });
});

for (const host of HOSTS) {
  const place = host.replace('#', `${port}`);
  test(`blocks ${host}, asked for or led to, and connects to nothing`, async () => {
    for (const scheme of ['http', 'https']) {
      const url = `${scheme}://${place}/x.jpg`;
      await assert.rejects(read(client, url), fails('blocked', /not an address of the public internet$/));
    }
    const { outcome, status } = await follow(`http://${place}/x.jpg`);
    assert.deepEqual([outcome, status, connections], ['blocked', 302, 0]);
  });
}

for (const host of NO_URLS) {
  test(`takes ${host} for no URL`, async () => {
    const url = `http://${host.replace('#', `${port}`)}/x.jpg`;
    assert.equal(URL.canParse(url), false);
    const { outcome, detail } = await fetchOne(url, { allowPrivate: false });
    assert.deepEqual([outcome, detail], ['blocked', 'not a URL']);
    // A redirect to no URL leads nowhere, so it is the answer.
    assert.equal((await follow(url)).outcome, 'wrong-type');
    assert.equal(connections, 0);
  });
}

for (const target of [
  'file:///etc/passwd',
  'ftp://127.0.0.1/x.jpg',
  'gopher://127.0.0.1/x',
  'data:image/gif;base64,R0lGODlh',
  'javascript:0',
]) {
  test(`blocks a redirect to ${target}`, async () => {
    assert.equal((await follow(target)).outcome, 'blocked');
  });
}

test('blocks a redirect that leaves out the scheme', async () => {
  assert.equal((await follow(`//127.0.0.1:${port}/x.jpg`)).outcome, 'blocked');
  assert.equal(connections, 0);
});
