import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { isUsageError } from '../../bench/arguments.js';
import { readArguments, suiteArguments, USAGE, type MainArguments } from '../../bench/main-arguments.js';
import { SUITES } from '../../bench/suites.js';

function read(...args: readonly string[]): MainArguments {
  const answer = readArguments(args);
  assert.ok(answer !== 'help');
  return answer;
}

const [micro, job] = ['micro', 'job'].map((name) => SUITES.find((suite) => suite.name === name));

test('runs every suite as it would run alone, unless told otherwise', () => {
  assert.deepEqual(read(), { suites: SUITES, runs: null, out: null, results: null, isSmoke: false });
  for (const suite of SUITES) assert.deepEqual(suiteArguments(suite, read(), 'r.json'), []);
});

test('takes the suites that are named, in their own order', () => {
  assert.deepEqual(read('--suites', 'job,micro').suites, [micro, job]);
  assert.throws(() => read('--suites', 'job,jobs'), isUsageError);
});

test('hands on what is asked of each suite, and only what it knows', () => {
  assert.ok(micro !== undefined && job !== undefined);
  const args = read('--runs', '2', '--out', '/dev/shm', '--results', 'there');
  assert.deepEqual(suiteArguments(micro, args, 'r.json'), ['--runs', '2', '--json', 'r.json']);
  assert.deepEqual(suiteArguments(job, args, 'r.json'), ['--runs', '2', '--out', '/dev/shm', '--json', 'r.json']);
});

test('makes a smoke run small, and keeps it apart', () => {
  assert.ok(micro !== undefined);
  const args = read('--smoke');
  assert.equal(args.results, 'out/bench-smoke');
  assert.deepEqual(suiteArguments(micro, args, 'r.json'), [...micro.smoke, '--json', 'r.json']);
});

test('answers a cry for help with every suite', () => {
  assert.equal(readArguments(['--help']), 'help');
  for (const { name, about } of SUITES) assert.match(USAGE, new RegExp(`bench:${name} +${about}`));
});

test('refuses what it does not know', () => {
  assert.throws(() => readArguments(['--run=2']), isUsageError);
  assert.throws(() => readArguments(['--runs=0']), isUsageError);
});

test('has a script for each suite', () => {
  for (const { script } of SUITES)
    assert.ok(existsSync(fileURLToPath(new URL(`../../bench/${script}`, import.meta.url))), script);
});
