import assert from 'node:assert/strict';
import test from 'node:test';
import { fetchLine, humanFetchReporter } from '../../src/cli/fetch-reporters.js';
import type { FetchProgress } from '../../src/jobs/fetch-meter.js';
import { FakeTerminal } from './fake-terminal.js';

const PROGRESS: FetchProgress = {
  file: '/data/exif.bz2',
  bytes: 10_700_000_000,
  totalBytes: 26_000_000_000,
  bytesPerSecond: 45_100_000,
  remainingSeconds: 340,
  elapsedSeconds: 200,
};

for (const [change, line] of [
  [{}, '41.2%  10.7 GB of 26.0 GB  45.1 MB/s  5m 40s left  exif.bz2'],
  [{ totalBytes: null, remainingSeconds: null }, '10.7 GB  45.1 MB/s  time left unknown  exif.bz2'],
  [
    { file: null, bytes: 0, totalBytes: 0, bytesPerSecond: 0, remainingSeconds: null },
    '100.0%  0 bytes of 0 bytes  0 bytes/s  time left unknown',
  ],
] as const) {
  test(`shows "${line}"`, () => assert.equal(fetchLine({ ...PROGRESS, ...change }), line));
}

for (const [where, isTTY, tick, shown] of [
  ['a plain line every ten seconds when piped', false, 20_000, `${fetchLine(PROGRESS)}\n`.repeat(2)],
  ['a line that is redrawn on a terminal', true, 400, `\r\u001b[K${fetchLine(PROGRESS)}`.repeat(2)],
] as const) {
  test(`writes ${where}, and lines that stay`, (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const [out, err] = [new FakeTerminal(), new FakeTerminal(isTTY)];
    const reporter = humanFetchReporter(out, err);
    const file = { url: 'http://a/b', path: '/data/b', bytes: 5000, from: 1000 };
    reporter.start({ out: '/data', files: [file] }, () => PROGRESS);
    t.mock.timers.tick(tick);
    reporter.file(file);
    reporter.warn('odd');
    reporter.end({ out: '/data', files: [file], fetchedBytes: 4000, seconds: 2 });
    t.mock.timers.tick(60_000);
    const erase = isTTY ? '\r\u001b[K' : '';
    assert.equal(err.text, `yfcc: fetching 1 file to /data\n${shown}${erase}${erase}yfcc: warning: odd\n${erase}`);
    assert.equal(
      out.text,
      '/data/b  5.0 kB, gone on with behind byte 1000\nDone: 1 file, 5.0 kB in /data; 4.0 kB of it now, in 2s, 2.0 kB/s.\n',
    );
  });
}
