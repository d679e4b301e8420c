import assert from 'node:assert/strict';
import test from 'node:test';
import { countMedia, countRows, createCounters, readCounters } from '../../src/core/counters.js';
import { ProgressMeter } from '../../src/jobs/progress-meter.js';
import { addShard, NO_TOTALS } from '../../src/jobs/totals.js';
import { shardLine } from '../engine/shard-line.js';

const ALL = { from: 0, to: Infinity };

const liveOf = (counters: SharedArrayBuffer) => () => readCounters(counters);

test('knows nothing at the start', () => {
  const { elapsedSeconds, ...progress } = new ProgressMeter(NO_TOTALS, ALL, liveOf(createCounters())).progress();
  assert.ok(elapsedSeconds >= 0);
  assert.deepEqual(progress, {
    rows: 0,
    records: 0,
    rejects: 0,
    shards: 0,
    outcomes: {},
    mediaBytes: 0,
    fraction: 0,
    rowsPerSecond: 0,
    remainingSeconds: null,
  });
});

test('shows what threads have counted at once, and shards when they are done', () => {
  const counters = createCounters();
  const meter = new ProgressMeter(NO_TOTALS, ALL, liveOf(counters));
  countRows(counters, 7, 6);
  countMedia(counters, 'ok', 500);
  const { rows, records, shards, mediaBytes, outcomes } = meter.progress();
  assert.deepEqual([rows, records, shards, mediaBytes, outcomes], [7, 6, 0, 500, { ok: 1 }]);
  meter.add(shardLine(0, { rejects: { dataset: 1, autotags: 0, exif: 0, places: 0, hash: 0 } }));
  assert.deepEqual([meter.progress().shards, meter.progress().rejects, meter.totals.rows], [1, 1, 10]);
});

test('adds what earlier runs have done', () => {
  const counters = createCounters();
  const before = addShard(
    NO_TOTALS,
    shardLine(0, { rows: 10, records: 9, outcomes: { ok: 2, gone: 1 }, progress: 0.5, seconds: 100 }),
  );
  const meter = new ProgressMeter(before, ALL, liveOf(counters));
  countRows(counters, 5, 5);
  countMedia(counters, 'ok', 1);
  const { rows, records, outcomes, shards } = meter.progress();
  assert.deepEqual([rows, records, outcomes, shards], [15, 14, { ok: 3, gone: 1 }, 1]);
  assert.ok(meter.seconds() >= 100 && meter.seconds() < 160);
});

test("keeps this run's shards apart from those of earlier ones, also when all are summed up anew", () => {
  const before = addShard(NO_TOTALS, shardLine(0, { rows: 10, bytes: 500 }));
  const meter = new ProgressMeter(before, ALL, liveOf(createCounters()));
  assert.deepEqual([meter.finished.shards, meter.finished.rows], [0, 0]);
  meter.add(shardLine(1, { rows: 7, bytes: 70 }));
  meter.restart(addShard(meter.totals, shardLine(0, { rows: 0, bytes: 1 })));
  const { shards, rows, bytes } = meter.finished;
  assert.deepEqual([shards, rows, bytes], [1, 7, 70]);
});

const FRACTIONS = [
  ['the share of a known number of rows', { from: 100, to: 200 }, 25, 0, 0.25],
  ['all of a known number of rows, and no more', { from: 0, to: 10 }, 25, 0, 1],
  ['nothing before the first shard of an unknown number of rows', ALL, 25, 0, 0],
  ['the share of the file at the last shard, grown with the rows since', ALL, 20, 0.1, 0.2],
  ['all of the file, and no more', ALL, 500, 0.1, 1],
] as const;

for (const [what, range, rows, progress, fraction] of FRACTIONS) {
  test(`has done ${what}`, () => {
    const counters = createCounters();
    const meter = new ProgressMeter(NO_TOTALS, range, liveOf(counters));
    countRows(counters, rows, rows);
    if (progress > 0) meter.add(shardLine(0, { rows: 10, progress }));
    assert.equal(meter.progress().fraction, fraction);
  });
}

test('has done all of a range that ends before its end, once the last shard is done', () => {
  const meter = new ProgressMeter(NO_TOTALS, { from: 0, to: 1000 }, liveOf(createCounters()));
  meter.add(shardLine(0, { isLast: true, progress: 1 }));
  assert.equal(meter.progress().fraction, 1);
  assert.equal(meter.progress().remainingSeconds, 0);
});

test('tells speed and time left from this run alone', () => {
  const counters = createCounters();
  const before = addShard(NO_TOTALS, shardLine(0, { rows: 10, progress: 0.5, seconds: 100 }));
  const meter = new ProgressMeter(before, ALL, liveOf(counters));
  assert.equal(meter.progress().remainingSeconds, null);
  countRows(counters, 5, 5);
  meter.add(shardLine(1, { rows: 5, progress: 0.75 }));
  const { rowsPerSecond, remainingSeconds, elapsedSeconds, fraction } = meter.progress();
  assert.equal(fraction, 0.75);
  assert.equal(rowsPerSecond, 5 / elapsedSeconds);
  // A quarter took this run's time; a quarter is left.
  assert.equal(remainingSeconds, elapsedSeconds);
});
