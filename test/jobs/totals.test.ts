import assert from 'node:assert/strict';
import test from 'node:test';
import { OUTCOMES } from '../../src/core/outcome.js';
import { addShard, failedCount, NO_TOTALS, rejectCount, type Totals } from '../../src/jobs/totals.js';
import { shardLine } from '../engine/shard-line.js';

test('adds up what shards counted, and keeps the last of what grows by itself', () => {
  const lines = [
    shardLine(0, {
      rows: 10,
      records: 8,
      rejects: { dataset: 1, autotags: 2, exif: 3, places: 4, hash: 0 },
      gaps: { autotags: 1, exif: 0, places: 5, hash: 0 },
      badItems: { autotags: 0, exif: 7, places: 0 },
      shortIds: 1,
      wrongHashes: 2,
      outcomes: { ok: 5, gone: 1 },
      putOff: 3,
      files: 9,
      bytes: 100,
      lost: ['exif'],
      unread: [],
      progress: 0.4,
      seconds: 3,
    }),
    shardLine(1, {
      rows: 5,
      records: 5,
      rejects: { dataset: 10, autotags: 0, exif: 0, places: 1, hash: 0 },
      gaps: { autotags: 1, exif: 1, places: 1, hash: 0 },
      badItems: { autotags: 1, exif: 1, places: 1 },
      shortIds: 2,
      wrongHashes: 3,
      outcomes: { ok: 1, timeout: 2 },
      files: 6,
      bytes: 50,
      lost: ['exif', 'places'],
      unread: ['autotags'],
      progress: 1,
      seconds: 7,
      isLast: true,
    }),
  ];
  assert.deepEqual(lines.reduce<Totals>(addShard, NO_TOTALS), {
    shards: 2,
    rows: 15,
    records: 13,
    rejects: { dataset: 11, autotags: 2, exif: 3, places: 5, hash: 0 },
    gaps: { autotags: 2, exif: 1, places: 6, hash: 0 },
    lost: { autotags: 0, exif: 2, places: 1, hash: 0 },
    unread: ['autotags'],
    badItems: { autotags: 1, exif: 8, places: 1 },
    shortIds: 3,
    wrongHashes: 5,
    outcomes: { ok: 6, gone: 1, timeout: 2 },
    putOff: 3,
    files: 15,
    bytes: 150,
    seconds: 7,
    progress: 1,
    isFinished: true,
  });
});

test('leaves the totals that it adds to as they are', () => {
  const before = structuredClone(NO_TOTALS);
  addShard(
    NO_TOTALS,
    shardLine(0, {
      lost: ['exif'],
      outcomes: { ok: 1 },
      rejects: { dataset: 1, autotags: 1, exif: 1, places: 1, hash: 0 },
    }),
  );
  assert.deepEqual(NO_TOTALS, before);
});

test('counts the rejects of all sources together', () => {
  assert.equal(
    rejectCount({ ...NO_TOTALS, rejects: { dataset: 1, autotags: 20, exif: 300, places: 4000, hash: 0 } }),
    4321,
  );
});

test('counts as failed every outcome but ok, skipped, gone and unfit', () => {
  for (const outcome of OUTCOMES) {
    const isFine = ['ok', 'skipped', 'gone', 'unfit'].includes(outcome);
    assert.equal(failedCount({ outcomes: { [outcome]: 3 } }), isFine ? 0 : 3, outcome);
  }
  assert.equal(failedCount({ outcomes: { ok: 5, gone: 2, timeout: 1, network: 3 } }), 4);
  assert.equal(failedCount(NO_TOTALS), 0);
});
