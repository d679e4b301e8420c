import assert from 'node:assert/strict';
import { basename } from 'node:path';
import test from 'node:test';
import { withMedia } from '../../src/core/record.js';
import { columnsOf } from '../../src/sinks/columns.js';
import { csvFile } from '../../src/sinks/csv.js';
import type { SinkContext } from '../../src/sinks/sink.js';
import { scratchFolder } from '../whole/scratch.js';
import { newContext, NO_FULL_DISK } from './context.js';
import { cellOf, NO_PYTHON, readCsv } from './read-csv.js';
import { manyRecords, RECORDS } from './sample-records.js';
import { assertAbortLeavesNothing, assertFailsOnFullDisk, writeRecords } from './write-records.js';

const scratch = await scratchFolder('csv');
const plain = (context: SinkContext) => csvFile(context, false);
const withMediaColumn = (context: SinkContext) => csvFile(context, true);

test("gives Python's csv module a header and each record's values", { skip: NO_PYTHON }, async () => {
  const { file } = await writeRecords(await newContext(scratch, 'python'), plain, RECORDS);
  assert.equal(basename(file), '00007.csv');
  const names = columnsOf(false);
  assert.deepEqual(readCsv(file), [names, ...RECORDS.map((record) => names.map((name) => cellOf(record[name])))]);
});

test('has the media of a record as JSON, in jobs that fetch them', { skip: NO_PYTHON }, async () => {
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
  const { file } = await writeRecords(await newContext(scratch, 'media'), withMediaColumn, records);
  const [header, ...rows] = readCsv(file);
  const cells = rows.map((row) => row[header?.indexOf('media') ?? -1]);
  assert.deepEqual(cells, ['', ...Array.from({ length: 3 }, () => JSON.stringify(media))]);
});

test('ends lines with LF, and quotes only the cells that need it', async () => {
  const { bytes } = await writeRecords(await newContext(scratch, 'text'), plain, RECORDS.slice(2));
  assert.equal(
    bytes.toString(),
    `${columnsOf(false).join(',')}\n` +
      '3,-1,,false,photo,,,,,,"\r",,[],[],,,,,,,,,,,,,,[],[],[],\n' +
      '4,,,,photo,,,,,, led and trailed by spaces ,,"[""""]",[],,,,,,,,,,,,,,,,,{}\n',
  );
});

test('has the header also where there is no record', async () => {
  const { bytes } = await writeRecords(await newContext(scratch, 'none'), plain, []);
  assert.equal(bytes.toString(), `${columnsOf(false).join(',')}\n`);
});

test('gives the same bytes however the records come in batches', async () => {
  const records = manyRecords(2000);
  const expected = await writeRecords(await newContext(scratch, 'whole'), plain, records);
  for (const size of [1, 7, 500]) {
    const { bytes } = await writeRecords(await newContext(scratch, `by ${size}`), plain, records, size);
    assert.ok(bytes.equals(expected.bytes), `in batches of ${size}`);
  }
});

test('leaves nothing when it is aborted', () => assertAbortLeavesNothing(scratch, plain, manyRecords(2000)));

test("fails with the system's code when there is no room, and leaves nothing", { skip: NO_FULL_DISK }, () =>
  assertFailsOnFullDisk(scratch, plain, manyRecords(2000), 'meta~00007.csv'),
);
