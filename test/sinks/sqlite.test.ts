import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { OFFICIAL_COLUMNS } from '../../src/core/official-columns.js';
import { withMedia, type FullRecord } from '../../src/core/record.js';
import { sqliteFile } from '../../src/sinks/sqlite.js';
import { scratchFolder } from '../whole/scratch.js';
import { filesIn, newContext } from './context.js';
import { NO_PYTHON_SQLITE, querySqlite } from './read-sqlite.js';
import { batchesOf, manyRecords, RECORDS } from './sample-records.js';

const scratch = await scratchFolder('sqlite-sink');
const skip = NO_PYTHON_SQLITE;
const STAGED = '00007.sqlite';

/** Writes the records in batches of `size`; gives the shard's database. */
async function write(name: string, records: readonly FullRecord[], size?: number): Promise<string> {
  const context = await newContext(scratch, name);
  const sink = sqliteFile(
    context,
    records.some(({ media }) => media !== undefined),
  );
  for (const batch of batchesOf(records, size)) await sink.write(batch);
  const { outputs, files, bytes } = await sink.close();
  const file = join(context.tmpDir, STAGED);
  assert.deepEqual([outputs, files, bytes], [[], 0, statSync(file).size]);
  assert.deepEqual(await filesIn(context.outDir), [`.tmp/${STAGED}`]);
  return file;
}

/** The second of the sample's records, in the sample's words. */
const SAMPLE = RECORDS[1] ?? RECORDS[0];

test('has the cells of the dataset line in the columns of the official database', { skip }, async () => {
  assert.ok(SAMPLE);
  const file = await write('cells', RECORDS);
  const names = querySqlite(file, "SELECT name FROM pragma_table_info('yfcc100m_dataset')").flat();
  assert.deepEqual(names, Object.keys(OFFICIAL_COLUMNS));
  const [least, sample] = querySqlite(file, 'SELECT * FROM yfcc100m_dataset ORDER BY rowid').map((row) =>
    Object.fromEntries(row.map((value, k) => [names[k], value])),
  );
  assert.deepEqual(
    [least?.['photoid'], least?.['uid'], least?.['datetaken'], least?.['dateuploaded'], least?.['longitude']],
    [1, '', 'null', null, null],
  );
  assert.deepEqual(sample, {
    // Over 2^63: no number of SQLite's.
    photoid: { blob: '18446744073709551615' },
    uid: '',
    unickname: 'comma%2C+%22quote%22',
    datetaken: '4501-01-01 00:00:00.0',
    dateuploaded: Number.MAX_SAFE_INTEGER,
    capturedevice: '',
    title: 'two%0alines',
    description: 'na%C3%AFve+%F0%9F%98%80+%E2%80%A8+%00+end',
    usertags: 'a%2Cb,,null,%22',
    machinetags: 'ns%3Apredicate%3Dvalue',
    longitude: -0.000_000_1,
    latitude: 89.123_456_789,
    accuracy: 16,
    pageurl: '',
    downloadurl: '',
    licensename: '',
    licenseurl: '',
    serverid: null,
    farmid: null,
    secret: '',
    secretoriginal: '',
    ext: '',
    marker: 1,
  });
});

test('has the other parts of a record under the same rowids, lists as JSON', { skip }, async () => {
  const media = { path: 'img/4/_/4.jpg', bytes: 5, sha256: 'ab', type: 'jpg', outcome: 'ok' } as const;
  const records = RECORDS.map((record) => withMedia(record, record.photo_id === '4' ? media : null));
  const file = await write('parts', records);
  const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));
  assert.deepEqual(
    querySqlite(
      file,
      'SELECT p.* FROM yfcc100m_parts p JOIN yfcc100m_dataset d ON d.rowid = p.rowid AND d.photoid = p.photoid',
    ),
    records.map(({ photo_id, line_number, photo_hash, autotags, places, exif, media, raw }) => [
      photo_id.length > 18 ? { blob: photo_id } : Number(photo_id),
      line_number,
      photo_hash,
      json(autotags),
      json(places),
      json(exif),
      json(media),
      json(raw),
    ]),
  );
});

/** Cells that a column would change, were they given as text. */
const ODD = [
  ['an id with a zero in front', { photo_id: '007' }, 'photoid', { blob: '007' }],
  ['an id of 19 digits', { photo_id: '1234567890123456789' }, 'photoid', { blob: '1234567890123456789' }],
  ['a server with a space', { server_id: ' 12' }, 'serverid', { blob: ' 12' }],
  ['a farm that is no number', { farm_id: 'none' }, 'farmid', 'none'],
  ['a secret that looks like a number', { photo_secret: '0123456789' }, 'secret', '0123456789'],
  ['text that is no UTF-8', { raw: { url_show: 'http://\u00e9' } }, 'pageurl', { blob: 'http://\u00e9' }],
  ['text with a NUL', { url_show: 'a\0b' }, 'pageurl', { blob: 'a\0b' }],
  ['text that is UTF-8', { url_show: 'http://\u00e9' }, 'pageurl', 'http://\u00e9'],
  ['a number in another notation', { longitude: 5, raw: { longitude: '+5.00' } }, 'longitude', 5],
  ['a number that is none', { raw: { longitude: 'east' } }, 'longitude', 'east'],
] as const satisfies readonly (readonly [string, Partial<FullRecord>, keyof typeof OFFICIAL_COLUMNS, unknown])[];
for (const [what, fields, column, expected] of ODD) {
  test(`keeps ${what}`, { skip }, async () => {
    const file = await write(what, [{ ...manyRecords(1)[0], ...fields } as FullRecord]);
    assert.deepEqual(querySqlite(file, `SELECT ${column} FROM yfcc100m_dataset`), [[expected]]);
  });
}

test('gives the same rows however the records come in batches', { skip }, async () => {
  const records = manyRecords(500);
  const rows = (file: string) =>
    querySqlite(
      file,
      'SELECT d.*, p.* FROM yfcc100m_dataset d JOIN yfcc100m_parts p ON p.rowid = d.rowid ORDER BY d.rowid',
    );
  const expected = rows(await write('whole', records));
  assert.equal(expected.length, 500);
  for (const size of [1, 7]) assert.deepEqual(rows(await write(`by ${size}`, records, size)), expected);
});

test('leaves nothing when it is aborted', async () => {
  const context = await newContext(scratch, 'abort');
  const sink = sqliteFile(context, false);
  for (const batch of batchesOf(manyRecords(2000))) await sink.write(batch);
  sink.abort();
  assert.deepEqual(await filesIn(context.outDir), []);
});

test('begins anew where another try at the shard was given up', { skip }, async () => {
  const context = await newContext(scratch, 'again');
  const given = sqliteFile(context, false);
  for (const batch of batchesOf(manyRecords(100))) await given.write(batch);
  const sink = sqliteFile(context, false);
  for (const batch of batchesOf(manyRecords(3))) await sink.write(batch);
  await sink.close();
  assert.deepEqual(querySqlite(join(context.tmpDir, STAGED), 'SELECT count(*) FROM yfcc100m_parts'), [[3]]);
});
