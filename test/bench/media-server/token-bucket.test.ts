import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTokenBucket } from '../../../bench/media-server/token-bucket.js';

/** How many of `asked` requests at this time are let through. */
function taken(bucket: ReturnType<typeof createTokenBucket>, nowMs: number, asked: number): number {
  return Array.from({ length: asked }, () => bucket.take(nowMs)).filter(Boolean).length;
}

describe('a token bucket', () => {
  it('is full at first, whatever the clock says', () => {
    assert.equal(taken(createTokenBucket(50, 20), 987_654, 100), 20);
  });

  it('fills at its rate', () => {
    const bucket = createTokenBucket(50, 20);
    taken(bucket, 1000, 20);
    assert.deepEqual(
      [1010, 1020, 1030, 1040, 1140].map((nowMs) => taken(bucket, nowMs, 100)),
      [0, 1, 0, 1, 5],
    );
  });

  it('never holds more than its burst', () => {
    const bucket = createTokenBucket(50, 20);
    taken(bucket, 0, 20);
    assert.equal(taken(bucket, 1_000_000, 100), 20);
  });

  it('takes nothing for a refusal', () => {
    const bucket = createTokenBucket(1, 1);
    bucket.take(0);
    for (let nowMs = 1; nowMs < 1000; nowMs += 1) assert.equal(bucket.take(nowMs), false);
    assert.equal(bucket.take(1000), true);
  });

  it('lets a steady client have what it allows over a long time', () => {
    const bucket = createTokenBucket(50, 50);
    let accepted = 0;
    for (let nowMs = 0; nowMs < 60_000; nowMs += 1) if (bucket.take(nowMs)) accepted += 1;
    assert.ok(Math.abs(accepted - (50 + 50 * 60)) <= 1, String(accepted));
  });

  it('does not mind a clock that steps back', () => {
    const bucket = createTokenBucket(50, 1);
    assert.equal(bucket.take(1000), true);
    assert.equal(bucket.take(0), false);
    assert.equal(bucket.take(1019), false);
    assert.equal(bucket.take(1020), true);
  });
});
