import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stagesReport, type StagesResult } from '../../bench/stages-report.js';
import { SWEEP } from './compared-results.js';

const RESULT: StagesResult = {
  machine: {
    cpu: 'A CPU',
    cores: 2,
    memoryBytes: 8e9,
    system: 'Linux 6.1.0',
    node: 'v20.20.0',
    commit: 'abc1234',
    isChanged: false,
    date: '2026-07-01T12:00:00.000Z',
  },
  command: 'npm run bench:stages',
  runs: 3,
  input: SWEEP.input,
  cases: [
    {
      case: { stage: 'job', input: 'bz2', format: 'jsonl', threads: 2, shardRows: 10_000 },
      seconds: [12.25, 1.5, 2],
      cpuSeconds: [4, 3, 2],
      mainCpuSeconds: [0.5, 0.4, 0.9],
      peakBytes: [1e8, 2e8, 1.5e8],
    },
    {
      case: { stage: 'read', input: 'text', format: null, threads: null, shardRows: 10_000 },
      seconds: [0.25, 0.25, 0.25],
      cpuSeconds: [0.2],
      mainCpuSeconds: [],
      peakBytes: [7e7],
    },
  ],
};

/** The cells of the table row that begins with `head`. */
function cellsOf(text: string, head: string): readonly string[] {
  const line = text.split('\n').find((line) => line.startsWith(`| ${head}`)) ?? '';
  return line.split('|').map((cell) => cell.trim());
}

describe('stagesReport', () => {
  it('says what it was measured on', () => {
    const text = stagesReport(RESULT);
    for (const fact of [
      'A CPU, 2 cores',
      'Node v20.20.0',
      'commit abc1234, 2026-07-01',
      '1,000 synthetic rows',
      'Median of 3 runs',
      '10,000 rows a shard',
    ]) {
      assert.equal(text.includes(fact), true, fact);
    }
  });

  it('says that the checkout was changed', () => {
    const text = stagesReport({ ...RESULT, machine: { ...RESULT.machine, isChanged: true } });
    assert.equal(text.includes('commit abc1234 and changes, 2026-07-01'), true);
  });

  it('makes rates of the median seconds', () => {
    const cells = [
      '',
      'whole job: bz2 to jsonl',
      '2',
      '2.00 (1.50 to 12.3)',
      '3.00',
      '500',
      '5.00',
      '0.500',
      '500',
      '200 MB',
      '',
    ];
    assert.deepEqual(cellsOf(stagesReport(RESULT), 'whole job'), cells);
  });

  it('leaves empty what does not apply or is not known', () => {
    const cells = [
      '',
      'read: text, nothing done with it',
      'main',
      '0.250 (0.250 to 0.250)',
      '0.200',
      '4,000',
      '40.0',
      '',
      '',
      '70.0 MB',
      '',
    ];
    assert.deepEqual(cellsOf(stagesReport(RESULT), 'read'), cells);
  });
});
