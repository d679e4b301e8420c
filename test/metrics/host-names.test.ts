import assert from 'node:assert/strict';
import test from 'node:test';
import { createHostNames, MOST_HOSTS } from '../../src/metrics/host-names.js';
import { hostOf } from '../jobs/view-of.js';

test('tells of each host while they are few', () => {
  const named = createHostNames()([
    hostOf('a.example', { outcomes: { ok: 1 }, rate: 5, isDead: true }),
    hostOf('b.example', { connections: 3 }),
  ]);
  assert.deepEqual(
    named.map(({ host, outcomes, rate, dead, connections }) => [host, outcomes, rate, dead, connections]),
    [
      ['a.example', { ok: 1 }, 5, 1, 0],
      ['b.example', {}, Infinity, 0, 3],
    ],
  );
});

test('sums up those that are too many, without the ones that took most', () => {
  const hosts = Array.from({ length: MOST_HOSTS + 3 }, (_, k) =>
    hostOf(`h${k}.example`, {
      outcomes: k === 0 ? { gone: 2, ok: 1 } : { ok: 1 },
      bytes: 10,
      milliseconds: k,
      connections: 1,
      maxConnections: 2,
      isDead: k < 2,
      heldSeconds: k,
    }),
  );
  const named = createHostNames()(hosts);
  assert.equal(named.length, MOST_HOSTS + 1);
  assert.ok(!named.some(({ host }) => ['h0.example', 'h1.example', 'h2.example'].includes(host)));
  const { lastFailure: _, rateSet: __, ...other } = { lastFailure: null, rateSet: null, ...named.at(-1) };
  assert.deepEqual(other, {
    host: 'other',
    outcomes: { ok: 3, gone: 2 },
    bytes: 30,
    milliseconds: 3,
    connections: 3,
    maxConnections: 6,
    heldSeconds: 2,
    dead: 2,
    rate: null,
  });
});

test('leaves each host where it was when others have had more since', () => {
  const names = createHostNames();
  const first = Array.from({ length: MOST_HOSTS }, (_, k) => hostOf(`h${k}.example`));
  names(first);
  const late = hostOf('late.example', { milliseconds: 1e9 });
  const hosts = names([late, ...first]).map(({ host }) => host);
  assert.deepEqual(hosts, [...first.map(({ host }) => host), 'other']);
});
