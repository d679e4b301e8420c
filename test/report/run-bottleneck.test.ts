import assert from 'node:assert/strict';
import test from 'node:test';
import { runBottleneck } from '../../src/report/run-bottleneck.js';
import { NO_STAGES, snapshotOf } from '../jobs/view-of.js';
import { hostOf } from './run-reports.js';

const COST = { seconds: 10, cpuSeconds: 19, cores: 2 };
const SNAPSHOT = snapshotOf({
  stages: { ...NO_STAGES, decode: 12, encode: 7 },
  busy: { mainSeconds: 1, workersSeconds: 19.5 },
});

test('tells what the threads have done most', () => {
  assert.match(
    runBottleneck(SNAPSHOT, { format: 'jsonl' }, COST) ?? '',
    /^Decoding bz2 is the bottleneck: .*decode 63%/,
  );
});

test('tells of a host that holds a job back', () => {
  const snapshot = {
    ...SNAPSHOT,
    busy: { mainSeconds: 1, workersSeconds: 1 },
    hosts: [hostOf('a.example', { rate: 10 })],
  };
  const sentence = runBottleneck(snapshot, { format: 'jsonl', media: 'photos' }, COST) ?? '';
  assert.match(sentence, /^The network is the bottleneck: .*a\.example gets 10 requests a second/);
});

test('says nothing of a run that was short, or did nothing', () => {
  assert.equal(runBottleneck(SNAPSHOT, {}, { ...COST, seconds: 2 }), null);
  assert.equal(runBottleneck(snapshotOf(), {}, COST), null);
});
