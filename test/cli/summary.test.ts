import assert from 'node:assert/strict';
import test from 'node:test';
import { summaryLines } from '../../src/cli/summary.js';
import { summaryOf } from './summary-of.js';

test('says in two lines what there is when nothing odd occurred', () => {
  const totals = { records: 1000, rows: 1000, files: 1, bytes: 2_500_000, seconds: 65 };
  assert.deepEqual(summaryLines(summaryOf(totals, { run: { rows: 500, seconds: 2 } })), [
    'Done: 1,000 records of 1,000 rows, 1 file, 2.5 MB, in 1m 05s, 250 rows/s.',
    '  All in /out',
  ]);
});

test('says everything that occurred, and what to do', () => {
  const totals = {
    records: 1,
    rows: 2,
    outcomes: { ok: 1, timeout: 2 },
    rejects: { dataset: 1, autotags: 0, exif: 0, places: 0, hash: 0 },
    gaps: { autotags: 0, exif: 3, places: 0, hash: 0 },
    lost: { autotags: 0, exif: 1, places: 0, hash: 0 },
    unread: ['autotags', 'exif'] as const,
    badItems: { autotags: 4, exif: 0, places: 0 },
    wrongHashes: 5,
    shortIds: 6,
  };
  assert.deepEqual(summaryLines(summaryOf(totals, { isInterrupted: true })), [
    'Interrupted: 1 record of 2 rows, 0 files, 0 bytes, in 0s.',
    '  media:     ok 1, timeout 2',
    '  rejects:   dataset 1 (see rejects.jsonl)',
    '  gaps:      exif 3 (rows without a line in that file)',
    '  lost:      exif 1 (shards in which that file had lost the rows; see --look-ahead)',
    "  unread:    autotags, exif (lines behind the dataset's last row, further than --look-ahead)",
    '  bad items: autotags 4 (their text is kept in `raw`)',
    '  hashes:    5 that are not of their URL',
    '  short ids: 6 (in a folder named _)',
    '  What did not come is in outcomes/, with the cause.',
    '  Give the same command again to go on.',
    '  So far in /out',
  ]);
});

test('has no speed for a run that did nothing', () => {
  assert.deepEqual(
    summaryLines(summaryOf({}, { run: { rows: 0, seconds: 3 } }))[0],
    'Done: 0 records of 0 rows, 0 files, 0 bytes, in 0s.',
  );
});

test('does not send anyone to outcomes/ for media that came or are gone', () => {
  const lines = summaryLines(summaryOf({ outcomes: { ok: 1, skipped: 2, gone: 3 } }));
  assert.deepEqual(lines.slice(1), ['  media:     ok 1, skipped 2, gone 3', '  All in /out']);
});

test('does not tell anyone to go on with what came from standard input', () => {
  const lines = summaryLines(summaryOf({}, { isInterrupted: true, canGoOn: false }));
  assert.ok(lines.includes('  What comes from standard input has to begin anew, with --overwrite.'));
  assert.ok(!lines.some((line) => line.includes('to go on')));
});
