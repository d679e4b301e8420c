import assert from 'node:assert/strict';
import test from 'node:test';
import type { ColumnName } from '../../src/core/fields.js';
import { addRecords, countsOfRow, NO_RECORDS, type RecordCounts } from '../../src/core/record-counts.js';
import { datasetLine, joinSlices, sliceOf } from './hand-made.js';

function countsOf(cells: Readonly<Partial<Record<ColumnName, string>>>): RecordCounts {
  const [row] = joinSlices({ dataset: sliceOf([datasetLine('7', cells)]) }).rows;
  assert.ok(row !== undefined);
  return countsOfRow(row);
}

const BY_ND = 'http://creativecommons.org/licenses/by-nd/2.0/';

test('counts a record by its kind, its licence and the year that it was taken', () => {
  const counts = countsOf({ photo_or_video: '1', license_url: BY_ND, date_taken: '2012-02-16 09:56:37.0' });
  assert.deepEqual(counts, {
    kinds: { photo: 0, video: 1 },
    licenses: { ...NO_RECORDS.licenses, 'by-nd': 1 },
    years: { 2012: 1 },
  });
});

test('counts what has no licence of the six, and no date that can be read, as none', () => {
  for (const cells of [{}, { license_url: 'x', date_taken: 'null' }, { date_taken: '2012-02-31 00:00:00.0' }]) {
    const { licenses, years } = countsOf(cells);
    assert.deepEqual([licenses.none, years], [1, { none: 1 }]);
  }
});

test('adds counts up, the years in order', () => {
  const late = countsOf({ date_taken: '4501-01-01 00:00:00.0' });
  const early = countsOf({ date_taken: '0012-01-01 00:00:00.0', license_url: BY_ND });
  const sum = [countsOf({}), late, early, late].reduce(addRecords, NO_RECORDS);
  assert.deepEqual(sum, {
    kinds: { photo: 4, video: 0 },
    licenses: { ...NO_RECORDS.licenses, none: 3, 'by-nd': 1 },
    years: { '0012': 1, 4501: 2, none: 1 },
  });
});
