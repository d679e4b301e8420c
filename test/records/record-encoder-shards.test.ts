import assert from 'node:assert/strict';
import test from 'node:test';
import { lineBreaker } from '../../src/synth/damage.js';
import { ARTICLES, inStep, referenceOf, synthShard, type Shard } from './shard.js';

test('makes of a whole shard what the reference makes, however its lines lie and end', () => {
  const shard = synthShard(1500, 3);
  const expected = referenceOf(shard).join('');
  for (const [eol, cuts] of [
    ['\n', 0],
    ['\r\n', 0],
    ['\n', 7],
    ['\n', 1000],
    ['\r\n', 333],
  ] as const) {
    const { text, count, isWhole } = inStep(shard, eol, cuts);
    assert.ok(text === expected, `${cuts} cuts`);
    assert.deepEqual([count, isWhole], [1500, true]);
  }
});

test("makes of a whole shard the article's records", () => {
  const shard = synthShard(800, 5);
  for (const form of ARTICLES) {
    const { text, count, isWhole } = inStep(shard, '\n', 3, null, form);
    assert.deepEqual([count, isWhole], [800, true]);
    assert.ok(text === referenceOf(shard, form).join(''));
  }
});

const ODD_SHARDS: readonly (readonly [string, number, (shard: Shard) => unknown])[] = [
  ['a side line that is missing', 20, ({ exif }) => exif.splice(20, 1)],
  ['a side line that is extra', 30, ({ places }) => places.splice(30, 0, '1\t')],
  ['a side line without an id', 5, ({ autotags }) => autotags.splice(5, 1, 'x')],
  ['a row of too few columns', 0, ({ dataset }) => dataset.splice(0, 1, 'a\tb')],
  ['an id that comes twice', 40, ({ dataset }) => dataset.splice(40, 1, dataset[3] ?? '')],
  ['a marker that is none', 10, ({ dataset }) => dataset.splice(10, 1, `${dataset[10]?.slice(0, -1)}2`)],
  ['side lines that end early', 45, ({ autotags }) => autotags.splice(45)],
];

for (const [what, row, change] of ODD_SHARDS) {
  test(`stops in front of the row with ${what}`, () => {
    const shard = synthShard(50, 4);
    const expected = referenceOf(shard).slice(0, row).join('');
    change(shard);
    const { text, count, isWhole } = inStep(shard);
    assert.deepEqual([count, isWhole], [row, false]);
    assert.ok(text === expected);
  });
}

test('says that not every line went in when a side file has more', () => {
  const shard = synthShard(50, 4);
  shard.exif.push('1\t');
  const { count, isWhole } = inStep(shard);
  assert.deepEqual([count, isWhole], [50, false]);
});

test('makes of broken lines what the reference makes, as far as it goes', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const shard = synthShard(60, seed);
    for (const source of ['dataset', 'autotags', 'exif', 'places'] as const) {
      const breaker = lineBreaker(seed, source, 0.02);
      for (const [row, line] of shard[source].entries()) shard[source][row] = breaker(line, row).line;
    }
    const { text, count } = inStep(shard);
    assert.ok(text === referenceOf(shard).slice(0, count).join(''), `seed ${seed}`);
  }
});
