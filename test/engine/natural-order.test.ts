import assert from 'node:assert/strict';
import test from 'node:test';
import { naturally } from '../../src/engine/natural-order.js';

const ORDERED = [
  ['numbers of any length', ['d-0', 'd-2', 'd-9', 'd-10', 'd-100000000000000000000']],
  ['names before folders', ['/z/d-1', '/a/d-2']],
  ['folders where the names are alike', ['/part2/d', '/part10/d']],
  ['the same number in two forms', ['d-01', 'd-1']],
] as const;

for (const [what, paths] of ORDERED) {
  test(`orders ${what}`, () => {
    assert.deepEqual(paths.toReversed().toSorted(naturally), paths);
    assert.deepEqual(paths.toSorted(naturally), paths);
  });
}
