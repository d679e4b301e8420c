import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { describe, it } from 'node:test';
import { readArguments, USAGE } from '../../bench/arguments.js';
import { YfccError } from '../../src/core/errors.js';
import { RUN_DEFAULTS } from '../../src/jobs/run-options.js';

describe('readArguments', () => {
  it('fills in the defaults', () => {
    assert.deepEqual(readArguments([]), {
      rows: 60_000,
      runs: 5,
      threads: [...new Set([1, availableParallelism()])],
      shardRows: RUN_DEFAULTS.shardRows,
      seed: 1,
      isSmoke: false,
      json: null,
    });
  });

  it('takes what is given, each number of threads once', () => {
    const args = '--rows 10 --runs 2 --threads 1,4,1 --shard-rows 3 --seed 9 --json a.json'.split(' ');
    const expected = { rows: 10, runs: 2, threads: [1, 4], shardRows: 3, seed: 9, isSmoke: false, json: 'a.json' };
    assert.deepEqual(readArguments(args), expected);
  });

  it('makes a smoke run small unless told otherwise', () => {
    const small = { rows: 400, runs: 1, threads: [2], shardRows: 100, seed: 1, isSmoke: true, json: null };
    assert.deepEqual(readArguments(['--smoke', '--threads', '2']), small);
    assert.deepEqual(readArguments(['--smoke', '--threads', '2', '--rows', '50']), { ...small, rows: 50 });
  });

  it('answers a cry for help', () => {
    assert.equal(readArguments(['--help', '--rows', '0']), 'help');
    assert.match(USAGE, /--shard-rows N/);
  });

  for (const args of [
    ['--rows', '0'],
    ['--runs', '1.5'],
    ['--threads', '1,'],
    ['--seed', 'x'],
    ['--shard-rows', '-1'],
  ]) {
    it(`refuses ${args.join(' ')}`, () => {
      assert.throws(
        () => readArguments([`${args[0]}=${args[1]}`]),
        (error) => error instanceof YfccError && error.code === 'usage',
      );
    });
  }

  it('refuses an unknown option', () => {
    assert.throws(() => readArguments(['--row=5']), { code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' });
  });
});
