import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import * as fc from 'fast-check';
import { fullJson } from '../../src/core/full.js';
import type { FullRecord } from '../../src/core/record.js';
import { ColumnEncoder } from '../../src/sinks/column-encoder.js';
import {
  COLUMN_KINDS,
  columnsOf,
  REQUIRED_COLUMNS,
  type ColumnKind,
  type ColumnName,
} from '../../src/sinks/columns.js';
import { ParquetFile } from '../../src/sinks/parquet-file.js';
import { WholeFile } from '../../src/sinks/whole-file.js';
import { scratchFolder } from '../whole/scratch.js';
import { newContext } from './context.js';
import { queryDuckDb, readWithDuckDb, readWithHyparquet } from './read-parquet.js';

const scratch = await scratchFolder('column-encoder');
const COLUMNS = columnsOf(true);
let files = 0;

/** Whole characters, halves of them, quotes, backslashes and control characters; some often, for dictionaries. */
const text = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'null',
    'the same text again',
    '\ud800',
    '\udc00x',
    '"',
    '\\',
    '\u0000\u001f\n',
    '\u{1f600}é',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 8 }).map((part) => part.repeat(30)),
);
const number = fc.oneof(
  fc.constantFrom(0, -0, 1e21, 5e-324, 0.1, -122.419416, 123456789012345680, 0.0001, 1.7976931348623157e308),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -1_800_000, max: 1_800_000 }).map((value) => value / 10_000),
);
const list = (item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.array(item, { maxLength: 5 });
const VALUES: Readonly<Record<ColumnKind, fc.Arbitrary<unknown>>> = {
  text,
  integer: fc.oneof(fc.integer(), fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 })),
  number,
  boolean: fc.boolean(),
  json: fc.dictionary(text, fc.oneof(text, number, fc.array(text, { maxLength: 2 })), { maxKeys: 3 }),
  texts: list(text),
  autotags: list(fc.record({ concept: text, score: number }, { noNullPrototype: true })),
  places: list(fc.record({ woeid: text, name: text, type: text }, { noNullPrototype: true })),
  exif: list(fc.record({ category: text, tag: text, value: text }, { noNullPrototype: true })),
};

// A border: each value is of its column's type.
const record = fc
  .tuple(
    ...COLUMNS.map((name) => {
      const value = VALUES[COLUMN_KINDS[name]];
      return REQUIRED_COLUMNS.has(name) ? value : fc.option(value);
    }),
  )
  .map((values) => Object.fromEntries(COLUMNS.map((name, k) => [name, values[k]])) as unknown as FullRecord);

function encoderOf(records: readonly FullRecord[], jsonOf: (record: FullRecord) => string = fullJson): ColumnEncoder {
  const encoder = new ColumnEncoder();
  for (const each of records) encoder.add(Buffer.from(`${jsonOf(each)}\n`), 1);
  return encoder;
}

/** The file that `write` makes. */
async function written(columns: readonly ColumnName[], write: (file: ParquetFile) => unknown): Promise<string> {
  const context = await newContext(scratch, String(files++));
  const file = new ParquetFile(new WholeFile(context, 'a.parquet'), columns);
  await write(file);
  const { path } = await file.close();
  return join(context.outDir, path);
}

/** What the library writes of the values. */
function byLibrary(records: readonly FullRecord[], columns: readonly ColumnName[]): Promise<string> {
  const parsed = records.map((each) => JSON.parse(fullJson(each)) as FullRecord);
  return written(columns, (file) =>
    file.writeGroup(
      columns.map((name) =>
        parsed.map((each) => {
          const value = each[name] ?? null;
          return COLUMN_KINDS[name] === 'integer' && typeof value === 'number' ? BigInt(value) : value;
        }),
      ),
    ),
  );
}

function byEncoder(records: readonly FullRecord[], columns: readonly ColumnName[]): Promise<string> {
  return written(columns, (file) => assert.equal(file.writeEncoded(encoderOf(records)), true));
}

test('gives readers what the library gives them, whatever the values are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 40 }), async (records) => {
      const [expected, actual] = await Promise.all([byLibrary(records, COLUMNS), byEncoder(records, COLUMNS)]);
      assert.deepEqual(await readWithHyparquet(actual), await readWithHyparquet(expected));
      // DuckDB takes no JSON with half a character in it, whoever wrote it.
      const texts = COLUMNS.filter((name) => COLUMN_KINDS[name] !== 'json');
      const [duckExpected, duckActual] = await Promise.all([byLibrary(records, texts), byEncoder(records, texts)]);
      assert.deepEqual(await readWithDuckDb(duckActual), await readWithDuckDb(duckExpected));
    }),
    { numRuns: 25 },
  );
});

/** What the footer says of the columns of records: bounds and how many values are missing. */
async function boundsOf(file: string, columns: readonly ColumnName[]): Promise<unknown> {
  return queryDuckDb(
    `SELECT path_in_schema, stats_min_value, stats_max_value, stats_null_count
     FROM parquet_metadata('${file}') WHERE path_in_schema IN (${columns.map((name) => `'${name}'`).join(', ')})`,
  );
}

test('gives the same bounds as the library', async () => {
  const [first] = fc.sample(record, { numRuns: 1, seed: 7 });
  assert.ok(first);
  const records = ['b', 'a', 'é', 'c'].map((title, k) =>
    Object.assign({}, first, { title, longitude: [0, 4, -3, null][k] ?? null, latitude: null }),
  );
  const columns = ['title', 'longitude', 'latitude'] as const;
  const actual = await boundsOf(await byEncoder(records, columns), columns);
  assert.match(
    JSON.stringify(actual, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
    /"é"/,
  );
  assert.deepEqual(actual, await boundsOf(await byLibrary(records, columns), columns));
});

test('gives the bounds of texts of which one begins with another', async () => {
  const [first] = fc.sample(record, { numRuns: 1, seed: 7 });
  assert.ok(first);
  const columns = ['title'] as const;
  for (const titles of [
    ['ab', 'a', 'abc'],
    ['abc', 'ab', 'a'],
    ['over 8 bytes', 'over 8 bytes too'],
    ['x', ''],
  ]) {
    const records = titles.map((title) => ({ ...first, title }));
    const file = await byEncoder(records, columns);
    const [row] = (await queryDuckDb(
      `SELECT stats_min_value AS least, stats_max_value AS greatest FROM parquet_metadata('${file}')`,
    )) as { least: string; greatest: string }[];
    assert.deepEqual(row, { least: titles.toSorted()[0], greatest: titles.toSorted().at(-1) });
  }
});

test('cuts long columns into pages that end with a row, and reads back what it wrote', async () => {
  const [first] = fc.sample(record, { numRuns: 1, seed: 3 });
  assert.ok(first);
  const records = Array.from({ length: 3000 }, (_, k) => ({
    ...first,
    title: k % 3 === 0 ? null : `${k} `.repeat(300),
    exif: Array.from({ length: k % 7 }, (__, j) => ({ category: 'c', tag: `t${j}`, value: `${k}-${j} `.repeat(40) })),
  }));
  const columns = ['title', 'exif'] as const;
  assert.deepEqual(
    await readWithDuckDb(await byEncoder(records, columns)),
    records.map(({ title, exif }) => ({ title, exif })),
  );
});

for (const [what, json] of Object.entries({
  'a key that is none of a record': '{"photo_id":"1","other":2}',
  'keys in another order': '{"kind":"photo","photo_id":"1","user_tags":[],"machine_tags":[]}',
  'null where there must be a value': '{"photo_id":null,"kind":"photo","user_tags":[],"machine_tags":[]}',
  'a number where a text belongs': '{"photo_id":1,"kind":"photo","user_tags":[],"machine_tags":[]}',
  'null in a list': '{"photo_id":"1","kind":"photo","user_tags":[null],"machine_tags":[]}',
  'an integer with an exponent': '{"photo_id":"1","line_number":1e3,"kind":"photo","user_tags":[],"machine_tags":[]}',
  'a record that is cut short': '{"photo_id":"1","kind":"pho',
})) {
  test(`leaves ${what} to the plain way, and writes nothing of the group`, async () => {
    const [first] = fc.sample(record, { numRuns: 1, seed: 1 });
    assert.ok(first);
    const file = await written(COLUMNS, (parquet) => {
      assert.equal(parquet.writeEncoded(encoderOf([first], () => json)), false);
    });
    assert.deepEqual(await readWithHyparquet(file), []);
  });
}
