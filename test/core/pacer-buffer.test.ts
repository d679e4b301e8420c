import assert from 'node:assert/strict';
import test from 'node:test';
import { createPacerBuffer, PACER_SLOT_WORDS, PACER_SLOTS } from '../../src/core/pacer-buffer.js';

test('has room for every slot, shared and empty', () => {
  const buffer = createPacerBuffer();
  assert.ok(buffer instanceof SharedArrayBuffer);
  const words = new BigInt64Array(buffer);
  assert.equal(words.length, PACER_SLOTS * PACER_SLOT_WORDS);
  assert.ok(words.every((word) => word === 0n));
});
