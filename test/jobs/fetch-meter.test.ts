import assert from 'node:assert/strict';
import test from 'node:test';
import { FetchMeter } from '../../src/jobs/fetch-meter.js';

test('tells rate and time left by what this run has brought', () => {
  let nowMs = 5000;
  const meter = new FetchMeter(400, 1000, () => nowMs);
  assert.deepEqual(meter.progress(), {
    file: null,
    bytes: 400,
    totalBytes: 1000,
    bytesPerSecond: 0,
    remainingSeconds: null,
    elapsedSeconds: 0,
  });
  meter.file = '/a';
  meter.add(200);
  nowMs += 2000;
  assert.deepEqual(meter.progress(), {
    file: '/a',
    bytes: 600,
    totalBytes: 1000,
    bytesPerSecond: 100,
    remainingSeconds: 4,
    elapsedSeconds: 2,
  });
});

test('takes off what has to be fetched again of a file of another size', () => {
  const meter = new FetchMeter(0, 1000);
  meter.add(300);
  meter.drop(300, -100);
  const { bytes, totalBytes } = meter.progress();
  assert.deepEqual([bytes, totalBytes, meter.fetched], [0, 900, 300]);
  meter.drop(0, null);
  assert.equal(meter.progress().totalBytes, null);
});

test('knows no time left where a size is not known', () => {
  let nowMs = 0;
  const meter = new FetchMeter(0, null, () => nowMs);
  meter.add(10);
  nowMs = 1000;
  const { bytesPerSecond, remainingSeconds } = meter.progress();
  assert.deepEqual([bytesPerSecond, remainingSeconds], [10, null]);
});
