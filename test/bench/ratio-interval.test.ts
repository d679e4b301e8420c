import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pairedRatio, ratioOfMedians } from '../../bench/ratio-interval.js';
import { Random, STREAM } from '../../src/synth/random.js';

/** How many of so many intervals hold the true ratio, which is 1. */
function shareHeld(rounds: number, tries: number, intervalOf: typeof pairedRatio): number {
  const random = new Random().reseed(7, 0, STREAM.user);
  // Skewed, as times are: now and then a run takes far longer.
  const times = (): number[] => Array.from({ length: rounds }, () => 1 / (random.unit() + 0.05));
  let held = 0;
  for (let k = 0; k < tries; k++) {
    const { low, high } = intervalOf(times(), times());
    if (low <= 1 && high >= 1) held++;
  }
  return held / tries;
}

describe('pairedRatio', () => {
  it('compares within a round, whatever the rounds themselves take', () => {
    const a = [10, 200, 3000, 40, 50, 60];
    const b = a.map((each) => each * 1.5);
    assert.deepEqual(pairedRatio(a, b), { ratio: 1.5, low: 1.5, high: 1.5, confidence: 1 - 2 / 2 ** 6 });
  });

  const bounds: readonly (readonly [number, number, number, number])[] = [
    [5, 1, 5, 0.9375],
    [6, 1, 6, 0.96875],
    [8, 1, 8, 0.9921875],
    [9, 2, 8, 0.9609375],
    [12, 3, 10, 0.9614257812],
  ];
  for (const [rounds, low, high, confidence] of bounds) {
    it(`takes of ${rounds} rounds the ${low}. to the ${high}. ratio, as the sign test has it`, () => {
      const b = Array.from({ length: rounds }, (_, k) => ((k * 5) % rounds) + 1);
      const a = b.map(() => 1);
      const ranked = b.toSorted((one, other) => one - other);
      const got = pairedRatio(a, b);
      assert.deepEqual([got.low, got.high], [ranked[low - 1], ranked[high - 1]]);
      assert.ok(Math.abs(got.confidence - confidence) < 1e-9, `${got.confidence}`);
    });
  }

  it('is sure of nothing after one round', () => {
    assert.deepEqual(pairedRatio([2], [3]), { ratio: 1.5, low: 1.5, high: 1.5, confidence: 0 });
  });

  it('holds the true ratio as often as it says', () => {
    const { confidence } = pairedRatio([1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1]);
    const held = shareHeld(9, 2000, pairedRatio);
    assert.ok(Math.abs(held - confidence) < 0.02, `${held} of ${confidence}`);
  });
});

describe('ratioOfMedians', () => {
  const A = [1, 1.1, 1.2, 1.3, 1.4];

  it('compares medians, with bounds around the ratio', () => {
    const { ratio, low, high, confidence } = ratioOfMedians(A, [2.4, 2, 2.2, 2.8, 2.6]);
    assert.ok(Math.abs(ratio - 2) < 1e-9);
    assert.ok(low < ratio && ratio < high && low > 1.4 && high < 2.8, `${low} to ${high}`);
    assert.equal(confidence, 0.95);
  });

  it('gives the same bounds each time', () => {
    assert.deepEqual(ratioOfMedians(A, A.toReversed()), ratioOfMedians(A, A.toReversed()));
  });

  const confidences: readonly (readonly [number, number, number])[] = [
    [1, 5, 1 - 2 / 6],
    [3, 3, 0.9],
    [4, 4, 0.95],
  ];
  for (const [a, b, confidence] of confidences) {
    it(`is as sure as ${a} and ${b} runs can be`, () => {
      const values = (count: number): number[] => A.slice(0, count);
      assert.ok(Math.abs(ratioOfMedians(values(a), values(b)).confidence - confidence) < 1e-9);
    });
  }

  it('holds the true ratio nearly always', () => {
    assert.ok(shareHeld(9, 200, ratioOfMedians) > 0.93);
  });

  it('refuses to compare nothing', () => {
    assert.throws(() => ratioOfMedians([], [1]), RangeError);
    assert.throws(() => pairedRatio([1], []), RangeError);
  });
});
