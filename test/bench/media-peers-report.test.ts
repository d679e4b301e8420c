import assert from 'node:assert/strict';
import test from 'node:test';
import { lossLines, mediaPeersReport, rateRatio, type PeerResult } from '../../bench/media-peers-report.js';
import { machineOf } from './compared-results.js';

function peer(name: string, seconds: readonly number[], more: Partial<PeerResult> = {}): PeerResult {
  const runs = seconds.map((each) => ({ seconds: each, cpuSeconds: 2, files: 1000, bytes: 100_000_000 }));
  return { name, line: name, files: 1000, bytes: 100_000_000, wanted: [], outcome: { runs }, ...more };
}

const FEW = [5, 2].map((seconds) => ({ seconds, cpuSeconds: 1, files: 100, bytes: 10_000_000 }));
const PEERS: readonly PeerResult[] = [
  peer('curl', [4, 8]),
  peer('aria2c', [], { files: 100, bytes: 10_000_000, outcome: { runs: FEW } }),
  peer('ours', [2, 2], {
    wanted: [
      { against: 'curl', atLeast: 1.3 },
      { against: 'gone', atLeast: 2 },
    ],
  }),
  peer('later', [], { wanted: [{ against: 'curl', atLeast: 1.5 }], outcome: { skipped: 'Unknown argument' } }),
];

test('compares rates within a round, also of peers with fewer files', () => {
  assert.equal(rateRatio(PEERS, 'curl', 'ours'), 3);
  assert.equal(rateRatio(PEERS, 'aria2c', 'ours'), (500 / 20 + 500 / 50) / 2);
  assert.equal(rateRatio(PEERS, 'curl', 'later'), null);
});

test('says on what, with what command, each figure with what is wanted, and what is left out', () => {
  const text = mediaPeersReport({
    machine: machineOf('abc1234'),
    command: 'npm run bench:media -- --runs 2',
    versions: { curl: 'curl 7.88.1', nginx: 'nginx 1.22' },
    runs: 2,
    connections: 16,
    peers: PEERS,
  });
  for (const part of [
    'a processor',
    'commit abc1234',
    'curl 7.88.1; nginx 1.22.',
    '16 connections',
    '`npm run bench:media -- --runs 2`',
  ])
    assert.ok(text.includes(part), `${part} in\n${text}`);
  assert.match(text, /^\| ours +\| 1,000 \| +0 \| +2 \(2 to 2\) \| +500 \| +50 \| +2 \| 3 curl \(1\.3 wanted\) +\|$/m);
  assert.match(text, /^\| aria2c +\| +100 \|/m);
  assert.doesNotMatch(text, /^\| later/m);
  assert.match(text, /Left out, .*: `later`\.$/);
});

test('names who lost files or bytes', () => {
  const short = peer('short', [1], { files: 1001 });
  const thin = peer('thin', [1], { bytes: 100_000_001 });
  const unknown = peer('unknown', [1], { bytes: 0 });
  assert.deepEqual(
    lossLines([...PEERS, short, thin, unknown]).map((line) => line.split(':')[0]),
    ['short', 'thin'],
  );
});
