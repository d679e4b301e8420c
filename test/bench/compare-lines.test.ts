import assert from 'node:assert/strict';
import test from 'node:test';
import { linesOf, type ComparedResult, type Line } from '../../bench/compare-lines.js';
import { ARTICLE, BZ2, MEDIA, MICRO, ORDER, pairOf, STAGES, SWEEP } from './compared-results.js';

const CASES: readonly { readonly name: string; readonly result: ComparedResult; readonly lines: readonly Line[] }[] = [
  { name: 'functions', result: MICRO, lines: [{ name: 'join', unit: 'µs/row', values: [4, 5] }] },
  {
    name: 'stages',
    result: STAGES,
    lines: [1, 2].flatMap((threads) => [
      { name: `whole job: bz2 to jsonl, threads ${threads}`, unit: 'µs/row', values: [4000 / threads, 2000 / threads] },
      { name: `whole job: bz2 to jsonl, threads ${threads}`, unit: 'CPU µs/row', values: [5000, 6000] },
      { name: `whole job: bz2 to jsonl, threads ${threads}`, unit: 'MB of memory', values: [100, 300] },
    ]),
  },
  {
    name: 'commands, and what share of the time of others they take',
    result: BZ2,
    lines: [
      { name: 'lbzip2 -n2 -dc', unit: 'ms/MB', values: [20, 10] },
      { name: 'lbzip2 -n2 -dc', unit: 'CPU ms/MB', values: [40, 20] },
      { name: 'yfcc cat --threads 2', unit: 'ms/MB', values: [5, 5] },
      { name: 'yfcc cat --threads 2', unit: 'of lbzip2 -n2 -dc', values: [0.25, 0.5] },
    ],
  },
  {
    name: "the article's files",
    result: ARTICLE,
    lines: [{ name: 'the script', unit: 'µs/row', values: [1000, 2000] }],
  },
  {
    name: 'variants of a job',
    result: ORDER,
    lines: [
      { name: 'aligned', unit: 'µs/row', values: [1000, 2000] },
      { name: 'aligned', unit: 'MB of memory', values: [100, 200] },
    ],
  },
  {
    name: 'files that came',
    result: MEDIA,
    lines: [
      { name: 'curl', unit: 'ms/file', values: [100, 200] },
      { name: 'curl', unit: 'CPU ms/file', values: [50, 100] },
    ],
  },
  {
    name: 'pairs, as they are',
    result: pairOf('x', [1, 2]),
    lines: [{ name: 'join', unit: 'µs/row', values: [1, 2] }],
  },
];

for (const { name, result, lines } of CASES) {
  test(`has lines of ${name}`, () => {
    const rounded = linesOf(result).map(({ name: of, unit, values }) => ({
      name: of,
      unit,
      values: values.map((value) => Number(value.toPrecision(12))),
    }));
    assert.deepEqual(rounded, lines);
  });
}

test('tells the sizes of shards apart where there are several', () => {
  const names = new Set(linesOf(SWEEP).map(({ name }) => name));
  assert.deepEqual([...names].slice(0, 2), [
    'whole job: bz2 to jsonl, threads 1, 500 rows a shard',
    'whole job: bz2 to jsonl, threads 1, 1000 rows a shard',
  ]);
});
