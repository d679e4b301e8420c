import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { OFFICIAL_COLUMNS } from '../../src/core/official-columns.js';
import { Database, type Value } from '../../src/sqlite/database.js';
import { DatasetRows, FIRST_ROWS, MOST_ROWS } from '../../src/sqlite/dataset-rows.js';
import { realLines } from '../core/real-rows.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('sqlite-rows');
const NAMES = Object.keys(OFFICIAL_COLUMNS);
let made = 0;

/** A database with these rows in a table of that name, under row numbers that begin at `from`. */
function databaseOf(rows: readonly (readonly Value[])[], table = 'yfcc100m_dataset', from = 1): Database {
  const database = Database.write(join(scratch, `${made++}.sqlite`), 'none');
  database.exec(`CREATE TABLE "${table}" (${NAMES.join(', ')})`);
  const insert = database.prepare(
    `INSERT INTO "${table}" (rowid, ${NAMES.join(', ')}) VALUES (${[...NAMES, ''].map(() => '?').join(', ')})`,
  );
  for (const [k, row] of rows.entries()) insert.run([from + k, ...row]);
  insert.finalize();
  return database;
}

/** All lines behind the first `skip`, as latin1 text. */
function readAll(rows: DatasetRows, skip = 0): string {
  let text = '';
  for (let after = rows.passOver(skip); after !== null;) {
    const { bytes, last } = rows.read(after);
    text += Buffer.from(bytes).toString('latin1');
    after = last;
  }
  return text;
}

const REAL = realLines('dataset23.sample.tsv');
const CELLS = REAL.map((line) => line.split('\t'));

test('gives each row as the line of the text file, in the order of their numbers', () => {
  const many = Array.from({ length: 4 * MOST_ROWS + 50 }, (_, k) => CELLS[k % CELLS.length] ?? []);
  const database = databaseOf(many, 'yfcc100m_dataset', -30);
  const rows = new DatasetRows(database, 'a');
  assert.equal(rows.count(), many.length);
  const expected = many.map((cells) => `${cells.join('\t')}\n`);
  assert.equal(readAll(rows), expected.join(''));
  for (const skip of [1, FIRST_ROWS, MOST_ROWS, many.length - 1, many.length]) {
    assert.equal(readAll(rows, skip), expected.slice(skip).join(''));
  }
  assert.equal(rows.passOver(many.length + 1), null);
  assert.deepEqual([rows.progressAt(-30), rows.progressAt(many.length - 31)], [1 / many.length, 1]);
  database.close();
});

test('reads fewer rows at a time where they are large, and more where they are small', () => {
  const large = NAMES.map((name): Value => (name === 'description' ? 'x'.repeat(100_000) : name));
  const small = NAMES.map((): Value => '');
  const rows = new DatasetRows(
    databaseOf([...Array<Value[]>(80).fill(large), ...Array<Value[]>(9000).fill(small)]),
    'a',
  );
  const counts: number[] = [];
  for (let after = rows.passOver(0); after !== null;) {
    const { last } = rows.read(after);
    if (last !== null) counts.push(Number(last) - Math.max(0, Number(after)));
    after = last;
  }
  assert.deepEqual(counts.slice(0, 8), [FIRST_ROWS, 2, 2, 2, 2, 2, 2, 2]);
  assert.deepEqual(counts.slice(-3, -1), [MOST_ROWS, MOST_ROWS]);
  assert.equal(
    counts.reduce((a, b) => a + b, 0),
    9080,
  );
});

test('gives numbers as text, null as the empty cell, blobs as their bytes', () => {
  const row = NAMES.map((): Value => '');
  row.splice(0, 8, 12_345_678_901n, null, Buffer.from([0xff, 0xe9]), 1.5, -7, 'Z\u00fcrich', 1e-7, 0);
  const database = databaseOf([row]);
  const utf8 = Buffer.from('Z\u00fcrich').toString('latin1');
  assert.equal(
    readAll(new DatasetRows(database, 'a')),
    `12345678901\t\t\u00ff\u00e9\t1.5\t-7\t${utf8}\t1.0e-07\t0${'\t'.repeat(15)}\n`,
  );
  database.close();
});

test('encodes the tabs and line ends that no cell of a line can have', () => {
  const row = NAMES.map((name): Value => (name === 'title' ? 'a\tb\nc' : name));
  const database = databaseOf([CELLS[0] ?? [], row, CELLS[1] ?? []]);
  const expected = NAMES.map((name) => (name === 'title' ? 'a%09b%0Ac' : name)).join('\t');
  assert.equal(readAll(new DatasetRows(database, 'a')), `${REAL[0]}\n${expected}\n${REAL[1]}\n`);
  database.close();
});

test('takes the only table with the columns, whatever its name and theirs in capitals', () => {
  const database = databaseOf([CELLS[0] ?? []], 'photos of 2014');
  database.exec('CREATE TABLE other (photoid)');
  assert.equal(readAll(new DatasetRows(database, 'a')), `${REAL[0]}\n`);
  database.close();
  const capitals = Database.write(join(scratch, 'capitals.sqlite'), 'none');
  capitals.exec(`CREATE TABLE YFCC100M_DATASET (extra, ${NAMES.toReversed().join(', ').toUpperCase()})`);
  capitals.exec(`INSERT INTO yfcc100m_dataset (${NAMES.join(', ')}) VALUES (${NAMES.map((_, k) => k).join(', ')})`);
  assert.equal(readAll(new DatasetRows(capitals, 'a')), `${NAMES.map((_, k) => k).join('\t')}\n`);
  capitals.close();
});

const REFUSED = [
  ['no table', '', 'got no table.'],
  ['other tables', 'CREATE TABLE a (photoid); CREATE TABLE b (c)', 'got only a, b.'],
  [
    'a table without some of the columns',
    `CREATE TABLE yfcc100m_dataset (${NAMES.slice(2).join(', ')})`,
    'got that table without photoid, uid.',
  ],
  [
    'two tables with the columns',
    `CREATE TABLE a (${NAMES.join(', ')}); CREATE TABLE b (${NAMES.join(', ')})`,
    'got 2 other tables with these columns: a, b.',
  ],
] as const;
for (const [what, sql, came] of REFUSED) {
  test(`refuses a database with ${what}`, () => {
    const database = Database.write(join(scratch, `${what}.sqlite`), 'none');
    database.exec(sql);
    assert.throws(() => new DatasetRows(database, 'a.sql'), {
      code: 'bad-input',
      message: `Expected a.sql to have a table yfcc100m_dataset with the columns ${NAMES.join(', ')}, ${came}`,
      facts: { file: 'a.sql', source: 'dataset' },
    });
    database.close();
  });
}
