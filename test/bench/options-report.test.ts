import assert from 'node:assert/strict';
import test from 'node:test';
import { OPTION_GROUPS, optionsBlocks, optionsReport, type OptionsResult } from '../../bench/options-report.js';
import { machineOf } from './compared-results.js';

const variant = (name: string, leftBytes: number): OptionsResult['groups']['memory'][number] => {
  const [seconds, cpuSeconds, peakBytes] = [
    [2, 4, 3],
    [5, 7, 6],
    [1e8, 3e8, 2e8],
  ] as const;
  return { name, line: 'yfcc', seconds, cpuSeconds, peakBytes, leftBytes: [leftBytes, leftBytes, leftBytes] };
};

const RESULT: OptionsResult = {
  machine: machineOf('abc1234'),
  command: 'npm run bench:options -- --runs 3',
  runs: 3,
  rows: 60_000,
  textBytes: 110e6,
  bz2Bytes: 12e6,
  groups: {
    profile: [variant('without', 0)],
    forms: [variant('bz2', 0)],
    memory: [variant('`--threads 2`', 0)],
    index: [variant('`--limit 1`', 0)],
    outputs: [variant('`--format csv`', 5e6)],
    filters: [variant('all rows', 0)],
    connections: [variant('`--connections 4`', 0)],
  },
};

test('says on what and how', () => {
  const { about } = optionsBlocks(RESULT);
  for (const part of [
    'commit abc1234',
    '--rows 60000',
    '60,000 rows, 110 MB',
    '12.0 MB as bz2',
    '3 rounds',
    '--runs 3`',
  ])
    assert.ok(about.includes(part), `${part}\n${about}`);
});

test('has a table a group, with a column of bytes only where some are told', () => {
  const blocks = optionsBlocks(RESULT);
  assert.match(blocks.memory, /^\| `--threads 2` \| 3 \(2 to 4\) \| +6 \| +300 MB \|$/m);
  assert.match(blocks.outputs, /^\| `--format csv` \| 3 \(2 to 4\) \| +6 \| +300 MB \| 5\.0 MB \|$/m);
  const text = optionsReport(RESULT);
  for (const group of OPTION_GROUPS) assert.ok(text.includes(blocks[group]), group);
});
