import assert from 'node:assert/strict';
import test from 'node:test';
import { microReport, type MicroSuiteResult } from '../../bench/micro-report.js';
import { machineOf } from './compared-results.js';

const result: MicroSuiteResult = {
  machine: machineOf('abc1234'),
  command: 'npm run bench:micro -- --runs 3',
  runs: 3,
  rows: 1000,
  functions: [
    {
      name: 'join',
      folder: 'core',
      unit: 'row',
      items: 1000,
      bytes: 2e6,
      milliseconds: [4.4, 4, 3.9],
      samples: [9, 9, 9],
    },
    { name: 'take', folder: 'media', unit: 'request', items: 10, bytes: 0, milliseconds: [0.5], samples: [5] },
  ],
};

function cellsOf(head: string): readonly string[] {
  const line = microReport(result)
    .split('\n')
    .find((line) => line.includes(`\`${head}\``));
  return (line ?? '').split('|').map((cell) => cell.trim());
}

test('says where, how often and with what command', () => {
  for (const part of ['a processor', 'commit abc1234', '1,000 rows', 'median of 3 rounds', 'bench:micro -- --runs 3'])
    assert.ok(microReport(result).includes(part), part);
});

test('makes rates of the median round, and shows how far the furthest one lies from it', () => {
  assert.deepEqual(cellsOf('join'), ['', 'core', '`join`', 'row', '4.00', '10.0 %', '250,000', '500', '']);
});

test('leaves empty what does not apply', () => {
  assert.deepEqual(cellsOf('take'), ['', 'media', '`take`', 'request', '50.0', '', '20,000', '', '']);
});
