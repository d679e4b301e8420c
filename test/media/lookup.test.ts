import assert from 'node:assert/strict';
import { lookup } from 'node:dns';
import { test } from 'node:test';
import { parseAllowedHosts } from '../../src/core/allowed-hosts.js';
import {
  BlockedAddressError,
  createLookup,
  isAllowedBehindProxy,
  isAllowedHost,
  type LookupRules,
} from '../../src/media/lookup.js';
import { createNameCache } from '../../src/media/name-cache.js';
import { parseResolve } from '../../src/core/resolve.js';

const GUARDED: LookupRules = {
  resolve: parseResolve(['mixed.example:80:10.0.0.1,93.184.215.14', 'inside.example:80:10.0.0.1,::1']),
  allowPrivate: false,
  allowHosts: [],
};
const OPEN: LookupRules = { ...GUARDED, allowPrivate: true };

const names = createNameCache(lookup, () => 0);

/** All addresses that a socket would be given. */
function lookUp(host: string, rules: LookupRules): Promise<unknown> {
  return new Promise((resolve, reject) => {
    createLookup(80, rules, names)(host, { all: true }, (error, addresses) => {
      if (error === null) resolve(addresses);
      else reject(error);
    });
  });
}

test('hands on only the public ones of many addresses', async () => {
  assert.deepEqual(await lookUp('mixed.example', GUARDED), [{ address: '93.184.215.14', family: 4 }]);
});

test('hands on all addresses when private ones are allowed', async () => {
  assert.deepEqual(await lookUp('inside.example', OPEN), [
    { address: '10.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]);
});

test('refuses a host with private addresses only', async () => {
  await assert.rejects(lookUp('inside.example', GUARDED), (error) => {
    assert(error instanceof BlockedAddressError);
    assert.equal(error.host, 'inside.example');
    assert.equal(error.message, 'inside.example is 10.0.0.1, ::1: not an address of the public internet');
    return true;
  });
});

test('refuses what DNS says is this machine', async () => {
  await assert.rejects(lookUp('localhost', GUARDED), BlockedAddressError);
});

test('gives one address to a socket that asks for one', async () => {
  const found = await new Promise((resolve) => {
    createLookup(80, GUARDED, names)('mixed.example', {}, (error, address, family) =>
      resolve({ error, address, family }),
    );
  });
  assert.deepEqual(found, { error: null, address: '93.184.215.14', family: 4 });
});

const HOSTS: readonly (readonly [url: string, isAllowed: boolean])[] = [
  ['http://127.0.0.1/', false],
  ['http://2130706433/', false],
  ['http://0x7f.1/', false],
  ['http://[::1]/', false],
  ['http://[::ffff:10.0.0.1]/', false],
  ['http://93.184.215.14/', true],
  ['http://[2606:4700:4700::1111]/', true],
  ['http://inside.example/', true],
];

for (const [url, isAllowed] of HOSTS) {
  test(`${isAllowed ? 'leaves' : 'stops'} the host of ${url} before any lookup`, () => {
    assert.equal(isAllowedHost(new URL(url), GUARDED), isAllowed);
    assert.equal(isAllowedHost(new URL(url), OPEN), true);
  });
}

test('hands on private addresses of the hosts that may have them, and of no other', async () => {
  const rules = { ...GUARDED, allowHosts: parseAllowedHosts(['inside.example:80']) };
  assert.deepEqual(await lookUp('inside.example', rules), [
    { address: '10.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]);
  assert.deepEqual(await lookUp('mixed.example', rules), [{ address: '93.184.215.14', family: 4 }]);
  await assert.rejects(lookUp('localhost', rules), BlockedAddressError);
});

test('leaves an address in a URL that may be asked', () => {
  const rules = { ...GUARDED, allowHosts: parseAllowedHosts(['127.0.0.1:8080', '[::1]']) };
  const isAllowed = (url: string): boolean => isAllowedHost(new URL(url), rules);
  assert.deepEqual(['http://127.1:8080/', 'http://127.0.0.1/', 'http://[::1]:81/'].map(isAllowed), [true, false, true]);
});

const BEHIND_PROXY: readonly (readonly [host: string, isAllowed: boolean])[] = [
  ['photos.example', true],
  ['93.184.215.14', true],
  ['10.0.0.1', false],
  ['[::1]', false],
  ['localhost', false],
  ['localhost.', false],
  ['a.localhost', false],
  ['intranet', false],
  ['printer.local', false],
  ['metadata.google.internal', false],
  ['metadata.google.internal.', false],
  ['router.home.arpa', false],
];

for (const [host, isAllowed] of BEHIND_PROXY) {
  test(`${isAllowed ? 'leaves' : 'stops'} the host ${host} that a proxy would look up`, () => {
    assert.equal(isAllowedBehindProxy(new URL(`http://${host}/`), GUARDED), isAllowed);
    assert.equal(isAllowedBehindProxy(new URL(`http://${host}/`), OPEN), true);
  });
}
