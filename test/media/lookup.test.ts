import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BlockedAddressError, createLookup, isAllowedHost, type LookupRules } from '../../src/media/lookup.js';
import { parseResolve } from '../../src/core/resolve.js';

const GUARDED: LookupRules = {
  resolve: parseResolve(['mixed.example:80:10.0.0.1,93.184.215.14', 'inside.example:80:10.0.0.1,::1']),
  allowPrivate: false,
};
const OPEN: LookupRules = { ...GUARDED, allowPrivate: true };

/** All addresses that a socket would be given. */
function lookUp(host: string, rules: LookupRules): Promise<unknown> {
  return new Promise((resolve, reject) => {
    createLookup(80, rules)(host, { all: true }, (error, addresses) => {
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
    createLookup(80, GUARDED)('mixed.example', {}, (error, address, family) => resolve({ error, address, family }));
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
