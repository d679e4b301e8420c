import assert from 'node:assert/strict';
import test from 'node:test';
import { summaryLines } from '../../src/cli/summary.js';
import { NO_RECORDS } from '../../src/core/record-counts.js';
import { summaryOf } from './summary-of.js';

const DRY_RUN = {
  kinds: { photo: 1200, video: 34 },
  licenses: { ...NO_RECORDS.licenses, 'by-nc': 1000, none: 234 },
  years: { 2009: 1, 2012: 1230, none: 3 },
  textBytes: { dataset: 1_500_000, autotags: 0, exif: 20_000, places: 0, hash: 0 },
};

test('shows what a job would take as a table, and what is odd behind it', () => {
  const totals = {
    records: 1234,
    rows: 2000,
    bytes: 2_500_000,
    seconds: 65,
    rejects: { dataset: 2, autotags: 0, exif: 0, places: 0, hash: 0 },
  };
  assert.deepEqual(summaryLines(summaryOf(totals, { out: null, dryRun: DRY_RUN })), [
    'Dry run: 1,234 records of 2,000 rows, 2.5 MB of JSON; nothing was written.',
    '  read:      1.5 MB of text in 1m 05s (dataset 1.5 MB, exif 20.0 kB)',
    '  kind:      photo             1,200   97.2%',
    '             video                34    2.8%',
    '  license:   by-nc             1,000   81.0%',
    '             none                234   19.0%',
    '  taken:     2009                  1    0.1%',
    '             2012              1,230   99.7%',
    '             none                  3    0.2%',
    '  rejects:   dataset 2',
  ]);
});

test('says when it did not come to its end', () => {
  const [first] = summaryLines(
    summaryOf({}, { out: null, isInterrupted: true, dryRun: { ...DRY_RUN, ...NO_RECORDS } }),
  );
  assert.equal(first, 'Dry run, interrupted: 0 records of 0 rows, 0 bytes of JSON; nothing was written.');
});
