import assert from 'node:assert/strict';
import test from 'node:test';
import { statusLines } from '../../src/cli/status-command.js';
import type { Status } from '../../src/jobs/status.js';

const NONE = { autotags: 0, exif: 0, places: 0, hash: 0 };

function statusOf(more: Partial<Status>): Status {
  return {
    out: '/out',
    finished: false,
    pid: null,
    rows: 1000,
    records: 999,
    rejects: 0,
    rejectsBySource: { dataset: 0, ...NONE },
    shards: { done: 1, total: null },
    outcomes: {},
    gaps: NONE,
    lost: NONE,
    putOff: 0,
    unread: [],
    badItems: NONE,
    shortIds: 0,
    wrongHashes: 0,
    files: 999,
    bytes: 123_456,
    seconds: 10,
    rowsPerSecond: 100,
    remainingSeconds: null,
    sources: {},
    ...more,
  };
}

test('shows a finished job in a few lines, without what did not occur', () => {
  assert.deepEqual(statusLines(statusOf({ finished: true, shards: { done: 3, total: 3 }, remainingSeconds: 0 })), [
    '/out: finished',
    '  shards:        3 of 3',
    '  rows:          1,000, 999 records',
    '  files:         999, 123 kB',
    '  time:          10s, 100 rows/s',
  ]);
});

test('shows all that occurred', () => {
  const found = statusOf({
    outcomes: { ok: 1, gone: 2 },
    rejectsBySource: { dataset: 1, ...NONE },
    gaps: { ...NONE, exif: 2 },
    lost: { ...NONE, exif: 3 },
    unread: ['autotags', 'exif'],
    badItems: { ...NONE, places: 4 },
    wrongHashes: 5,
    shortIds: 6,
  });
  assert.deepEqual(statusLines(found).slice(4, -1), [
    '  media:         ok 1, gone 2',
    '  rejects:       dataset 1',
    '  gaps:          exif 2',
    '  lost:          exif 3',
    '  unread:        autotags, exif',
    '  bad items:     places 4',
    '  wrong hashes:  5',
    '  short ids:     6',
  ]);
});

const STATES = [
  [{ pid: 12 }, '/out: running (process 12)'],
  [{ pid: null }, '/out: not finished, not running'],
  [{ pid: 12, finished: true }, '/out: finished'],
] as const;

for (const [found, line] of STATES) {
  test(`says "${line}"`, () => assert.equal(statusLines(statusOf(found))[0], line));
}

test('tells what is left of a job that is not finished, as an estimate', () => {
  const lines = statusLines(statusOf({ shards: { done: 3, total: 1200 }, remainingSeconds: 90 }));
  assert.equal(lines[1], '  shards:        3 of about 1,200');
  assert.equal(lines.at(-1), '  time:          10s, 100 rows/s, about 1m 30s left');
});
