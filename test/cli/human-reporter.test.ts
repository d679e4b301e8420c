import assert from 'node:assert/strict';
import test from 'node:test';
import { humanReporter, progressLine } from '../../src/cli/human-reporter.js';
import { viewOf } from '../jobs/view-of.js';
import { FakeTerminal } from './fake-terminal.js';
import { progressOf, summaryOf } from './summary-of.js';

const LINES = [
  [{}, '0.0%  0 rows  0 rows/s  time left unknown'],
  [
    { rows: 123_456, rowsPerSecond: 2345.4, fraction: 0.412, remainingSeconds: 200 },
    '41.2%  123,456 rows  2,345 rows/s  3m 20s left',
  ],
  [{ rejects: 2 }, '0.0%  0 rows  0 rows/s  time left unknown  rejects 2'],
  [
    { outcomes: { ok: 120, gone: 3 }, mediaBytes: 12_300_000 },
    '0.0%  0 rows  0 rows/s  time left unknown  media ok 120, gone 3 (12.3 MB)',
  ],
] as const;

for (const [progress, line] of LINES) {
  test(`shows "${line}"`, () => assert.equal(progressLine(progressOf(progress)), line));
}

const JOB = { out: '/out', threads: 2, resumedShards: 0 };

test('says where it writes, and behind how many shards it goes on', () => {
  for (const [resumedShards, line] of [
    [0, 'yfcc: writing /out on 2 threads\n'],
    [1200, 'yfcc: writing /out on 2 threads, going on behind 1,200 finished shards\n'],
  ] as const) {
    const [out, err] = [new FakeTerminal(), new FakeTerminal()];
    const reporter = humanReporter(out, err);
    reporter.start({ ...JOB, resumedShards }, viewOf());
    void reporter.end(summaryOf());
    assert.equal(err.text, line);
  }
});

test('writes a plain line every ten seconds when piped', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const [out, err] = [new FakeTerminal(), new FakeTerminal()];
  const reporter = humanReporter(out, err);
  reporter.start(JOB, viewOf({ progress: () => progressOf({ fraction: 0.5 }) }));
  t.mock.timers.tick(20_000);
  void reporter.end(summaryOf());
  t.mock.timers.tick(60_000);
  const line = '50.0%  0 rows  0 rows/s  time left unknown\n';
  assert.equal(err.text, `yfcc: writing /out on 2 threads\n${line}${line}`);
  assert.equal(out.text, 'Done: 0 records of 0 rows, 0 files, 0 bytes, in 0s.\n  All in /out\n');
});

test('redraws one line on a terminal, no wider than it, and clears it at the end', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const [out, err] = [new FakeTerminal(), new FakeTerminal(true, 20)];
  const reporter = humanReporter(out, err);
  reporter.start(JOB, viewOf());
  t.mock.timers.tick(400);
  void reporter.end(summaryOf());
  const drawn = '\r\u001b[K0.0%  0 rows  0 rows';
  assert.equal(err.text, `yfcc: writing /out on 2 threads\n${drawn.slice(0, 23)}${drawn.slice(0, 23)}\r\u001b[K`);
});

test('writes a warning on a line of its own', () => {
  for (const [isTTY, text] of [
    [false, 'yfcc: warning: odd\n'],
    [true, '\r\u001b[Kyfcc: warning: odd\n'],
  ] as const) {
    const err = new FakeTerminal(isTTY);
    humanReporter(new FakeTerminal(), err).warn('odd');
    assert.equal(err.text, text);
  }
});

test('writes a note on a line of its own', () => {
  for (const [isTTY, text] of [
    [false, 'yfcc: odd\n'],
    [true, '\r\u001b[Kyfcc: odd\n'],
  ] as const) {
    const err = new FakeTerminal(isTTY);
    humanReporter(new FakeTerminal(), err).note?.('odd');
    assert.equal(err.text, text);
  }
});
