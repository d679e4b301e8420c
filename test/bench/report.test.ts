import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { report, significant } from '../../bench/report.js';
import type { BenchResult } from '../../bench/result.js';

const RESULT: BenchResult = {
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
  command: 'npm run bench',
  runs: 3,
  shardRows: 10_000,
  input: {
    rows: 1000,
    seed: 1,
    fingerprint: '0123abcd',
    bytes: {
      text: { dataset: 1e6, autotags: 2e6, exif: 3e6, places: 4e6 },
      bz2: { dataset: 1e6, autotags: 0, exif: 0, places: 0 },
    },
  },
  cases: [
    {
      case: { stage: 'job', input: 'bz2', format: 'jsonl', threads: 2 },
      seconds: { median: 2, least: 1.5, greatest: 12.25 },
      cpuSeconds: 3,
      mainCpuSeconds: 0.5,
      peakBytes: 2e8,
    },
    {
      case: { stage: 'read', input: 'text', format: null, threads: null },
      seconds: { median: 0.25, least: 0.25, greatest: 0.25 },
      cpuSeconds: 0.2,
      mainCpuSeconds: null,
      peakBytes: 7e7,
    },
  ],
  microRows: 1000,
  micro: [{ name: 'join', unit: 'row', items: 1000, bytes: 2e6, milliseconds: 4, deviation: 0.1, samples: 250 }],
};

/** The cells of the table row that begins with `head`. */
function cellsOf(text: string, head: string): readonly string[] {
  const line = text.split('\n').find((line) => line.startsWith(`| ${head}`)) ?? '';
  return line.split('|').map((cell) => cell.trim());
}

describe('report', () => {
  it('says what it was measured on', () => {
    const text = report(RESULT);
    for (const fact of [
      'A CPU, 2 cores',
      'Node v20.20.0',
      'commit abc1234, 2026-07-01',
      '1,000 synthetic rows',
      'Median of 3 runs',
    ]) {
      assert.equal(text.includes(fact), true, fact);
    }
  });

  it('says that the checkout was changed', () => {
    const text = report({ ...RESULT, machine: { ...RESULT.machine, isChanged: true } });
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
    assert.deepEqual(cellsOf(report(RESULT), 'whole job'), cells);
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
    assert.deepEqual(cellsOf(report(RESULT), 'read'), cells);
  });

  it('makes rates of the median call', () => {
    assert.deepEqual(cellsOf(report(RESULT), '`join`'), ['', '`join`', 'row', '4.00', '2.5 %', '250,000', '500', '']);
  });

  const numbers: readonly (readonly [number, string])[] = [
    [0.1234, '0.123'],
    [1.234, '1.23'],
    [12.34, '12.3'],
    [123.4, '123'],
    [12_345.6, '12,346'],
  ];
  for (const [number, expected] of numbers) {
    it(`writes ${number} as ${expected}`, () => {
      assert.equal(significant(number), expected);
    });
  }
});
