import assert from 'node:assert/strict';
import test from 'node:test';
import { parsedRecords } from '../../src/sinks/parsed-records.js';
import { batchesOf, RECORDS } from './sample-records.js';

test('gives the records of a batch with the bytes that each takes', () => {
  for (const size of [1, 3, RECORDS.length]) {
    const batches = batchesOf(RECORDS, size);
    const parsed = batches.flatMap((batch) => [...parsedRecords(batch)]);
    assert.deepEqual(
      parsed.map(({ record }) => record),
      RECORDS,
    );
    const bytes = batches.reduce((sum, batch) => sum + batch.bytes.length, 0);
    assert.equal(
      parsed.reduce((sum, record) => sum + record.bytes, 0),
      bytes,
    );
  }
});
