import assert from 'node:assert/strict';
import test from 'node:test';
import { seriesOf } from '../../src/engine/series.js';

const SERIES = [
  ['nothing', [], null],
  ['one name', ['anything-v7'], null],
  ['numbers from 0 on', ['d-10.bz2', ...Array.from({ length: 10 }, (_, k) => `d-${k}.bz2`)], null],
  ['numbers from 1 on', ['d2', 'd1'], null],
  ['parts that are packed in different ways', ['d-1.bz2', 'd-2', 'd-3.txt.gz', 'd-4.tar.gz'], null],
  ['parts with a number that is the same in all', ['yfcc100m_d-v1-part1', 'yfcc100m_d-v1-part2'], null],
  ['a series with a hole', ['d-1', 'd-2', 'd-5', 'd-9'], 3],
] as const;

for (const [what, names, missing] of SERIES) {
  test(`takes ${what} for a series`, () => {
    const series = seriesOf(names);
    assert.deepEqual(series?.names.toSorted(), [...names].toSorted());
    assert.equal(series?.missing, missing);
    const numbers = series?.names.map((name) => Number(/(\d+)(?:\.[a-z.0-9]*)?$/.exec(name)?.[1]));
    assert.deepEqual(
      numbers,
      numbers?.toSorted((a, b) => a - b),
    );
  });
}

const NO_SERIES = [
  ['letters', ['d-a', 'd-b']],
  ['a whole and its parts', ['d', 'd-0', 'd-1']],
  ['versions', ['autotags-v1.bz2', 'autotags-v2.bz2']],
  ['a file and its unpacked form', ['d-1.bz2', 'd-1']],
  ['the same number twice', ['d-1', 'd-01']],
  ['two numbers that differ', ['d-1-1', 'd-2-2']],
  ['a number and a text that differ', ['d-1a', 'd-2b']],
] as const;

for (const [what, names] of NO_SERIES) {
  test(`takes ${what} for no series`, () => assert.equal(seriesOf(names), null));
}
