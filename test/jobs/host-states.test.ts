import assert from 'node:assert/strict';
import test from 'node:test';
import { createHostBuffer } from '../../src/core/host-buffer.js';
import { hostStates, setHostRate, withCountsBefore } from '../../src/jobs/host-states.js';
import { createBreaker } from '../../src/media/breaker.js';
import { createConnections } from '../../src/media/connections.js';
import { createHostSlots } from '../../src/media/host-slots.js';
import { createPacer } from '../../src/media/pacer.js';
import { hostOf } from '../report/run-reports.js';

const RATES = { flickr: 10, hosts: [{ host: 'slow.example', perSecond: 2 }] };

test('tells of each host that was asked what the workers know of it', () => {
  const hosts = createHostBuffer(2);
  const slots = createHostSlots(hosts);
  const connections = createConnections(hosts, slots, 8);
  const pacer = createPacer(slots, RATES);
  const breaker = createBreaker(slots);
  const of = (nowMs: number) => hostStates({ hosts, rates: RATES, connections: 8 }, nowMs);
  assert.deepEqual(of(0), []);

  connections.take('slow.example');
  connections.grow('slow.example');
  slots.board.count(slots.slotOf('slow.example'), 'ok', 1000, 20);
  pacer.holdHost('slow.example', 5000);
  for (let k = 0; k < 4; k++) breaker.failed('dead.example', 1000 * k, 1000 * k + 1, true);

  const [slow, dead] = of(2000).toSorted((a, b) => b.host.localeCompare(a.host));
  assert.deepEqual(slow, {
    host: 'slow.example',
    outcomes: { ok: 1 },
    bytes: 1000,
    milliseconds: 20,
    lastFailure: null,
    connections: 1,
    maxConnections: 2,
    rate: 2,
    rateSet: null,
    isDead: false,
    heldSeconds: 3,
  });
  assert.equal(dead?.isDead, true);
  assert.equal(dead?.rate, Infinity);
});

test('sets the rate of a host for all threads, also over what the options say, and takes it back', () => {
  const hosts = createHostBuffer(1);
  const slots = createHostSlots(hosts);
  const pacer = createPacer(slots, RATES);
  pacer.take('slow.example', 1000);
  assert.equal(setHostRate(hosts, 'other.example', 5), false);
  assert.equal(setHostRate(hosts, 'slow.example', 50), true);
  const [host] = hostStates({ hosts, rates: RATES, connections: 8 }, 1000);
  assert.deepEqual([host?.rate, host?.rateSet], [50, 50]);
  // Each turn may be taken up to 10 ms late, as if it had been in time.
  assert.equal(pacer.take('slow.example', 1500), 0);
  assert.equal(Math.round(pacer.take('slow.example', 1500)), 10);
  setHostRate(hosts, 'slow.example', null);
  assert.equal(pacer.take('slow.example', 3000), 0);
  assert.equal(Math.round(pacer.take('slow.example', 3000)), 490);
});

test('adds what was counted before the hosts were asked anew, and keeps those that are asked no more', () => {
  const before = [
    hostOf('a', { outcomes: { ok: 1, timeout: 2 }, bytes: 10, milliseconds: 5, lastFailure: 'late', rate: 1 }),
    hostOf('b', { outcomes: { gone: 3 } }),
  ];
  const now = [hostOf('a', { outcomes: { ok: 4 }, bytes: 20, milliseconds: 6, rate: 2 }), hostOf('c')];
  assert.deepEqual(withCountsBefore(before, now), [
    hostOf('b', { outcomes: { gone: 3 } }),
    hostOf('a', { outcomes: { ok: 5, timeout: 2 }, bytes: 30, milliseconds: 11, lastFailure: 'late', rate: 2 }),
    hostOf('c'),
  ]);
});
