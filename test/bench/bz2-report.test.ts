import assert from 'node:assert/strict';
import test from 'node:test';
import { bz2Report, type Bz2Result } from '../../bench/bz2-report.js';
import { machineOf } from './compared-results.js';

const result: Bz2Result = {
  machine: machineOf('abc1234'),
  command: 'npm run bench:bz2 -- --runs 3',
  versions: { bzip2: 'bzip2 1.0', lbzip2: 'lbzip2 2.5' },
  runs: 3,
  bytes: 100_000_000,
  plainBytes: 400_000_000,
  commands: [
    { name: 'slow', against: [], seconds: [40, 40, 40] },
    { name: 'peer', against: [], seconds: [8, 20, 6] },
    { name: 'ours', against: ['peer', 'slow'], seconds: [2, 4, 3] },
  ],
  mainCpuSecondsPerGb: 0.876,
  mainBytes: 400_000_000,
  peakBytes: 150_000_000,
  small: { bytes: 1_000_000, seconds: [0.2, 0.3, 0.25] },
};

test('says on what, with what command, and each figure', () => {
  const text = bz2Report(result);
  for (const part of [
    'a processor',
    'commit abc1234,',
    'bzip2 1.0; lbzip2 2.5.',
    'Made by `npm run bench:bz2 -- --runs 3`',
    '|    3 (2 to 4) |          133 | 4 peer, 13.3 slow |',
    '0.876 CPU seconds',
    '150 MB of memory',
    'on 400 MB of it',
    '1.0 MB takes 0.25 s',
  ]) {
    assert.ok(text.includes(part), `${part} in\n${text}`);
  }
});
