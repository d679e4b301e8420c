import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { test } from 'node:test';
import { createNameCache, type NameCache } from '../../src/media/name-cache.js';

const FOUND: readonly LookupAddress[] = [{ address: '93.184.215.14', family: 4 }];

interface Dns {
  readonly names: NameCache;
  /** Hosts that DNS was asked for. */
  readonly asked: string[];
  /** Answers all that wait. */
  answer(error?: Error): void;
  nowMs: number;
}

function fakeDns(): Dns {
  const waiting: ((error: Error | null, found: LookupAddress[]) => void)[] = [];
  const dns: Dns = {
    asked: [],
    nowMs: 0,
    answer(error) {
      for (const callback of waiting.splice(0)) callback(error ?? null, error ? [] : [...FOUND]);
    },
    names: createNameCache(
      (host, _, callback) => {
        dns.asked.push(host);
        waiting.push(callback);
      },
      () => dns.nowMs,
    ),
  };
  return dns;
}

function find({ names }: Dns, host: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    names.find(host, (error, found) => (error === null ? resolve(found) : reject(error)));
  });
}

test('asks once for all who want a host at a time', async () => {
  const dns = fakeDns();
  const all = Promise.all([find(dns, 'a.example'), find(dns, 'A.example'), find(dns, 'a.example')]);
  dns.answer();
  assert.deepEqual(await all, [FOUND, FOUND, FOUND]);
  assert.deepEqual(dns.asked, ['a.example']);
});

test('keeps addresses for a minute', async () => {
  const dns = fakeDns();
  const first = find(dns, 'a.example');
  dns.answer();
  await first;
  dns.nowMs = 59_999;
  assert.deepEqual(await find(dns, 'a.example'), FOUND);
  dns.nowMs = 60_000;
  const again = find(dns, 'a.example');
  dns.answer();
  await again;
  assert.deepEqual(dns.asked, ['a.example', 'a.example']);
});

test('keeps a failure for five seconds', async () => {
  const dns = fakeDns();
  const failure = new Error('ENOTFOUND');
  const first = find(dns, 'a.example');
  dns.answer(failure);
  await assert.rejects(first, failure);
  dns.nowMs = 4999;
  await assert.rejects(find(dns, 'a.example'), failure);
  assert.equal(dns.asked.length, 1);
  dns.nowMs = 5000;
  const again = find(dns, 'a.example');
  dns.answer();
  assert.deepEqual(await again, FOUND);
});

test('calls back later, also with what it has', async () => {
  const dns = fakeDns();
  const first = find(dns, 'a.example');
  dns.answer();
  await first;
  let isNow = true;
  dns.names.find('a.example', () => assert.equal(isNow, false));
  isNow = false;
  await find(dns, 'a.example');
});

test('forgets the host it asked for first when there are 1,024', async () => {
  const dns = fakeDns();
  const all = Array.from({ length: 1025 }, (_, at) => find(dns, `${at}.example`));
  dns.answer();
  await Promise.all(all);
  await find(dns, '1.example');
  await find(dns, '1024.example');
  assert.equal(dns.asked.length, 1025);
  const again = find(dns, '0.example');
  dns.answer();
  await again;
  assert.equal(dns.asked.length, 1026);
});
