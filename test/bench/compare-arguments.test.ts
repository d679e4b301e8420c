import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import test from 'node:test';
import { isUsageError } from '../../bench/arguments.js';
import { readArguments, USAGE } from '../../bench/compare-arguments.js';
import { RESULTS_DIR } from '../../bench/result.js';

test('compares two results that are kept', () => {
  assert.deepEqual(readArguments(['a', 'b', '--threshold', '2.5', '--suite', 'media']), {
    names: ['a', 'b'],
    isBuild: false,
    suite: 'media',
    pairSuite: 'micro',
    runs: 9,
    rows: 200_000,
    ms: 100,
    only: '',
    out: resolve('out'),
    threshold: 0.025,
    results: resolve(RESULTS_DIR),
  });
});

test('compares two builds', () => {
  const args = readArguments(['--build', 'x', 'y', '--suite', 'job', '--runs', '3', '--only', 'gzip']);
  assert.ok(args !== 'help');
  assert.deepEqual(
    [args.isBuild, args.names, args.pairSuite, args.runs, args.only],
    [true, ['x', 'y'], 'job', 3, 'gzip'],
  );
});

test('answers a cry for help', () => {
  assert.equal(readArguments(['--help']), 'help');
  assert.match(USAGE, /Ends with 1 when a line has become slower\./);
});

for (const args of [
  ['a'],
  ['a', 'b', 'c'],
  ['a', 'b', '--threshold', 'x'],
  ['a', 'b', '--threshold', ''],
  ['a', 'b', '--threshold=-1'],
  ['--build', 'a', 'b', '--suite', 'media'],
  ['a', 'b', '--builds'],
  ['a', 'b', '--only', 'gzip'],
  ['a', 'b', '--runs=3'],
]) {
  test(`refuses ${args.join(' ')}`, () => {
    assert.throws(() => readArguments(args), isUsageError);
  });
}
