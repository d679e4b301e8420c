import assert from 'node:assert/strict';
import test from 'node:test';
import { clearPaused, createPauseFlag, PAUSE, setPaused } from '../../src/core/pause-flag.js';
import { heldPacer } from '../../src/media/held-pacer.js';
import type { Pacer } from '../../src/media/pacer.js';

test('gives no turn while the job is paused, for whatever reason, and takes none of the host', () => {
  const taken: string[] = [];
  const pacer: Pacer = { take: (host) => taken.push(host) - 1, holdHost() {}, slowDown() {}, speedUp() {} };
  const flag = createPauseFlag();
  const held = heldPacer(pacer, flag);
  assert.equal(held.take('a', 0), 0);
  for (const reason of [PAUSE.byUser, PAUSE.noSpace]) {
    setPaused(flag, reason);
    assert.equal(held.take('a', 0), 100);
    clearPaused(flag, reason);
  }
  assert.deepEqual(taken, ['a']);
  assert.equal(held.take('a', 0), 1);
});
