/** Results of every suite as small as they can be, for what compares and shows them. */
import type { ArticleResult } from '../../bench/article-report.js';
import type { Bz2Result } from '../../bench/bz2-report.js';
import { sweepFor } from '../../bench/cases.js';
import type { PairResult } from '../../bench/compare-lines.js';
import { describeMachine, type Machine } from '../../bench/machine.js';
import type { MediaPeersResult } from '../../bench/media-peers-report.js';
import type { MicroSuiteResult } from '../../bench/micro-report.js';
import type { StagesResult } from '../../bench/stages-report.js';
import type { VariantsResult } from '../../bench/variants-report.js';

export function machineOf(commit: string, date = '2026-07-01T12:00:00.000Z'): Machine {
  return { ...describeMachine('/'), cpu: 'a processor', cores: 2, node: 'v20.20.0', commit, isChanged: false, date };
}

const machine = machineOf('abc1234');
const runs = 2;

export const MICRO: MicroSuiteResult = {
  machine,
  command: 'npm run bench:micro',
  runs,
  rows: 1000,
  functions: [
    { name: 'join', folder: 'core', unit: 'row', items: 1000, bytes: 2e6, milliseconds: [4, 5], samples: [9, 9] },
  ],
};

export const SWEEP: StagesResult = {
  machine,
  command: 'npm run bench:sweep',
  runs,
  input: {
    rows: 1000,
    seed: 1,
    fingerprint: '0123abcd',
    bytes: {
      text: { dataset: 1e6, autotags: 2e6, exif: 3e6, places: 4e6 },
      bz2: { dataset: 1e6, autotags: 0, exif: 0, places: 0 },
    },
  },
  cases: sweepFor([1, 2], [500, 1000]).map((entry) => ({
    case: entry,
    seconds: [4 / (entry.threads ?? 1), 2 / (entry.threads ?? 1)],
    cpuSeconds: [5, 6],
    mainCpuSeconds: [],
    peakBytes: [1e8, 3e8],
  })),
};

/** The whole job, with one size of shards. */
export const STAGES: StagesResult = {
  ...SWEEP,
  command: 'npm run bench:stages',
  cases: SWEEP.cases.filter((entry) => entry.case.shardRows === 500),
};

export const BZ2: Bz2Result = {
  machine,
  command: 'npm run bench:bz2',
  versions: { lbzip2: 'lbzip2 version 2.5' },
  runs,
  bytes: 1e8,
  plainBytes: 4e8,
  commands: [
    { name: 'lbzip2 -n2 -dc', line: 'lbzip2 -n2 -dc F', against: [], seconds: [8, 4], cpuSeconds: [16, 8] },
    { name: 'yfcc cat --threads 2', against: ['lbzip2 -n2 -dc', 'gone'], seconds: [2, 2] },
  ],
  mainCpuSecondsPerGb: 0.5,
  mainBytes: 4e8,
  peakBytes: 1e8,
  small: { bytes: 1e6, seconds: [0.2] },
};

export const ARTICLE: ArticleResult = {
  machine,
  command: 'npm run bench:article',
  runs,
  commands: [{ name: 'the script', rows: 1000, seconds: [1, 2] }],
};

export const ORDER: VariantsResult = {
  machine,
  command: 'npm run bench:order',
  runs,
  rows: 1000,
  input: 'Three files.',
  variants: [
    { name: 'aligned', line: 'yfcc', seconds: [1, 2], cpuSeconds: [3, 4], peakBytes: [1e8, 2e8], leftBytes: [0, 0] },
  ],
};

export const MEDIA: MediaPeersResult = {
  machine,
  command: 'npm run bench:media',
  versions: {},
  runs,
  connections: 16,
  peers: [
    {
      name: 'curl',
      line: 'curl',
      files: 10,
      bytes: 1000,
      wanted: [],
      outcome: {
        runs: [
          { seconds: 1, cpuSeconds: 0.5, files: 10, bytes: 1000 },
          { seconds: 1, cpuSeconds: 0.5, files: 5, bytes: 500 },
        ],
      },
    },
    { name: 'gone', line: 'gone', files: 10, bytes: 1000, wanted: [], outcome: { skipped: 'not here' } },
  ],
};

/** One side of two that were run in turns, with one line. */
export function pairOf(pair: string, values: readonly number[]): PairResult {
  const command = 'npm run bench:compare -- --build a b';
  return {
    machine,
    command,
    pair,
    suite: 'micro',
    runs: values.length,
    lines: [{ name: 'join', unit: 'µs/row', values }],
  };
}
