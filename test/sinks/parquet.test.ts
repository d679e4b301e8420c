import assert from 'node:assert/strict';
import { basename } from 'node:path';
import test from 'node:test';
import { withMedia, type FullRecord } from '../../src/core/record.js';
import { columnsOf } from '../../src/sinks/columns.js';
import { GROUP_BYTES, GROUP_ROWS, parquetFile } from '../../src/sinks/parquet.js';
import type { SinkContext } from '../../src/sinks/sink.js';
import { scratchFolder } from '../whole/scratch.js';
import { newContext, NO_FULL_DISK } from './context.js';
import { groupsOf, readWithDuckDb, readWithHyparquet } from './read-parquet.js';
import { manyRecords, RECORDS } from './sample-records.js';
import { assertAbortLeavesNothing, assertFailsOnFullDisk, writeRecords } from './write-records.js';

const scratch = await scratchFolder('parquet');
const plain = (context: SinkContext) => parquetFile(context, false);
const withMediaColumn = (context: SinkContext) => parquetFile(context, true);
const READERS = { hyparquet: readWithHyparquet, DuckDB: readWithDuckDb } as const;

/** The record with null in every column that it has no key for. */
function rowOf(record: FullRecord, hasMedia = false): Readonly<Record<string, unknown>> {
  return Object.fromEntries(columnsOf(hasMedia).map((name) => [name, record[name] ?? null]));
}

for (const [reader, read] of Object.entries(READERS)) {
  test(`gives ${reader} the values of each record`, async () => {
    const { file } = await writeRecords(await newContext(scratch, `values ${reader}`), plain, RECORDS);
    assert.equal(basename(file), '00007.parquet');
    assert.deepEqual(
      await read(file),
      RECORDS.map((record) => rowOf(record)),
    );
  });

  test(`gives ${reader} the media of each record, in jobs that fetch them`, async () => {
    const media = {
      path: 'img/1/_/1.jpg',
      bytes: 5,
      sha256: 'ab',
      type: 'jpg',
      outcome: 'ok',
      width: 4,
      phash: null,
    } as const;
    const records = RECORDS.map((record, k) => withMedia(record, k === 0 ? null : media));
    const { file } = await writeRecords(await newContext(scratch, `media ${reader}`), withMediaColumn, records);
    assert.deepEqual(
      await read(file),
      records.map((record) => rowOf(record, true)),
    );
  });

  test(`gives ${reader} no row where there is no record`, async () => {
    const { file } = await writeRecords(await newContext(scratch, `none ${reader}`), plain, []);
    assert.deepEqual(await read(file), []);
  });
}

test('gives the same bytes however the records come in batches', async () => {
  const records = manyRecords(GROUP_ROWS + 2000);
  const expected = await writeRecords(await newContext(scratch, 'whole'), plain, records);
  assert.deepEqual(await groupsOf(expected.file), [GROUP_ROWS, 2000]);
  for (const size of [1, 999]) {
    const { bytes } = await writeRecords(await newContext(scratch, `by ${size}`), plain, records, size);
    assert.ok(bytes.equals(expected.bytes), `in batches of ${size}`);
  }
});

test('ends a row group early where the records are long', async () => {
  const value = 'x'.repeat(GROUP_BYTES / 4);
  const exif = [{ category: 'c', tag: 't', value }];
  const records = manyRecords(9).map((record) => Object.assign({}, record, { exif }));
  const { file } = await writeRecords(await newContext(scratch, 'long'), plain, records);
  assert.deepEqual(await groupsOf(file), [4, 4, 1]);
});

test('leaves nothing when it is aborted', () => assertAbortLeavesNothing(scratch, plain, manyRecords(2000)));

test("fails with the system's code when there is no room, and leaves nothing", { skip: NO_FULL_DISK }, () =>
  assertFailsOnFullDisk(scratch, plain, manyRecords(2000), 'meta~00007.parquet'),
);
