import assert from 'node:assert/strict';
import test from 'node:test';
import { jobReport } from '../../bench/job-report.js';
import { machineOf } from './compared-results.js';

test('says on what, with what command, and each figure', () => {
  const text = jobReport({
    machine: machineOf('abc1234'),
    command: 'npm run bench:job -- --runs 1',
    runs: 1,
    rows: 300_000,
    bytes: 50_000_000,
    plainBytes: 500_000_000,
    commands: [
      { name: 'peer', against: [], seconds: [8] },
      { name: 'ours', against: ['peer'], seconds: [4] },
    ],
    mainCpuSecondsPerGb: 1.234,
    mainRows: 1_200_000,
    peakBytes: 400_000_000,
    encodeMegabytesPerSecond: { full: 512.3, article: 411.4 },
  });
  for (const part of [
    'a processor',
    'commit abc1234,',
    '300,000 rows',
    '`npm run bench:job -- --runs 1`',
    '2 peer',
    '1.23 CPU',
    '1,200,000 rows',
    '400 MB',
    '512 MB/s',
    "article's at 411",
  ]) {
    assert.ok(text.includes(part), `${part} in\n${text}`);
  }
});
