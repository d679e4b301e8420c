import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { median, roundRatios, spreadOf } from '../../bench/statistics.js';

describe('statistics', () => {
  const cases: readonly { readonly name: string; readonly values: readonly number[]; readonly expected: number }[] = [
    { name: 'one value', values: [7], expected: 7 },
    { name: 'an odd number of values in any order', values: [10, 2, 9], expected: 9 },
    { name: 'an even number of values', values: [4, 1, 3, 100], expected: 3.5 },
    { name: 'numbers and not their texts', values: [9, 10, 100], expected: 10 },
  ];
  for (const { name, values, expected } of cases) {
    it(`finds the median of ${name}`, () => {
      assert.equal(median(values), expected);
    });
  }

  it('leaves the values in their order', () => {
    const values = [3, 1, 2];
    median(values);
    assert.deepEqual(values, [3, 1, 2]);
  });

  it('gives the ends beside the median', () => {
    assert.deepEqual(spreadOf([1.5, 0.5, 4]), { median: 1.5, least: 0.5, greatest: 4 });
  });

  it('compares two series round by round, as far as both go', () => {
    assert.deepEqual(roundRatios([8, 20, 6], [2, 4]), [4, 5]);
    assert.deepEqual(roundRatios([8], [2, 4]), [4]);
    assert.deepEqual(roundRatios([], [2]), []);
  });

  it('refuses to summarize nothing', () => {
    assert.throws(() => median([]), RangeError);
    assert.throws(() => spreadOf([]), RangeError);
  });
});
