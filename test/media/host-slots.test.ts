import assert from 'node:assert/strict';
import test from 'node:test';
import { createHostBuffer, HOST_SLOTS } from '../../src/core/host-buffer.js';
import { createHostSlots } from '../../src/media/host-slots.js';

test('gives a host the same slot in every thread, and each host its own', () => {
  const buffer = createHostBuffer(2);
  const [first, second] = [createHostSlots(buffer), createHostSlots(buffer)];
  const hosts = Array.from({ length: 100 }, (_, k) => `farm${k}.staticflickr.com`);
  const slots = hosts.map(first.slotOf);
  assert.equal(new Set(slots).size, hosts.length);
  assert.deepEqual(hosts.toReversed().map(second.slotOf).toReversed(), slots);
});

test('tells ports of one host apart', () => {
  const { slotOf } = createHostSlots(createHostBuffer(1));
  assert.notEqual(slotOf('a:1'), slotOf('a:2'));
});

test('lets hosts share slots when there are more than slots', () => {
  const { slotOf } = createHostSlots(createHostBuffer(1));
  const slots = Array.from({ length: 3 * HOST_SLOTS }, (_, k) => slotOf(`h${k}`));
  assert.equal(new Set(slots).size, HOST_SLOTS);
  assert.equal(slotOf('h0'), slots[0]);
});
