import assert from 'node:assert/strict';
import test from 'node:test';
import { countOutcomes, OUTCOMES } from '../../../src/core/outcome.js';
import { figuresOf } from '../../../src/dashboard/figures.js';
import { came, failed, hasMedia, isFailure } from '../../../src/dashboard/page/outcomes.js';
import { busySnapshot } from '../busy-job.js';
import { snapshotOf } from '../../jobs/view-of.js';

/** One of the first, two of the next, and so on. */
const EACH = Object.fromEntries(OUTCOMES.map((outcome, k) => [outcome, k + 1]));

test('sums up outcomes: what came, and what was wanted and did not', () => {
  assert.deepEqual([countOutcomes({}), came({}), failed({})], [0, 0, 0]);
  // Neither what is no more, nor what is not as it was asked for: 3 and 9.
  assert.deepEqual([countOutcomes(EACH), came(EACH), failed(EACH)], [91, 3, 76]);
  assert.deepEqual(
    OUTCOMES.filter((outcome) => !isFailure(outcome)),
    ['ok', 'skipped', 'gone', 'unfit'],
  );
});

test('knows a job with media by its hosts, or by what came', () => {
  const { hosts } = busySnapshot();
  const { progress } = snapshotOf();
  const snapshots = [
    snapshotOf(),
    snapshotOf({ hosts }),
    snapshotOf({ progress: { ...progress, outcomes: { ok: 1 } } }),
  ];
  assert.deepEqual(
    snapshots.map((snapshot) => hasMedia(figuresOf(snapshot, []))),
    [false, true, true],
  );
});
