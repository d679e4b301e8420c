import assert from 'node:assert/strict';
import test from 'node:test';
import {
  createHostBuffer,
  HOST_SLOTS,
  HOST_WORDS,
  hostWords,
  releaseThread,
  ROW_WORDS,
  threadRows,
} from '../../src/core/host-buffer.js';

test('has room for every host, and a row for every thread and some that come in the place of dead ones', () => {
  const buffer = createHostBuffer(2);
  assert.ok(buffer instanceof SharedArrayBuffer);
  assert.equal(hostWords(buffer).length, HOST_SLOTS * HOST_WORDS);
  assert.equal(threadRows(buffer).length, 6 * ROW_WORDS);
  assert.ok(hostWords(buffer).every((word) => word === 0n));
  assert.ok(threadRows(buffer).every((word) => word === 0));
});

test('gives back all that a dead thread held, and nothing of the others', () => {
  const buffer = createHostBuffer(2);
  const rows = threadRows(buffer);
  rows.fill(7);
  rows[0] = 11;
  rows[ROW_WORDS] = 12;
  releaseThread(buffer, 12);
  assert.ok(rows.subarray(1, ROW_WORDS).every((word) => word === 7));
  assert.ok(rows.subarray(ROW_WORDS, 2 * ROW_WORDS).every((word) => word === 0));
  assert.equal(rows[0], 11);
});
