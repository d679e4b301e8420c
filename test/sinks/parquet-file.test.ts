import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { ParquetFile } from '../../src/sinks/parquet-file.js';
import { WholeFile } from '../../src/sinks/whole-file.js';
import { columnsOf } from '../../src/sinks/columns.js';
import { scratchFolder } from '../whole/scratch.js';
import { newContext } from './context.js';
import { queryDuckDb, readWithHyparquet } from './read-parquet.js';

const scratch = await scratchFolder('parquet-file');

/** As DuckDB names types; what is not here is text. */
const TYPES: Readonly<Record<string, string>> = {
  line_number: 'BIGINT',
  hash_ok: 'BOOLEAN',
  date_uploaded: 'BIGINT',
  user_tags: 'VARCHAR[]',
  machine_tags: 'VARCHAR[]',
  longitude: 'DOUBLE',
  latitude: 'DOUBLE',
  pos_accuracy: 'DOUBLE',
  autotags: 'STRUCT(concept VARCHAR, score DOUBLE)[]',
  places: 'STRUCT(woeid VARCHAR, "name" VARCHAR, "type" VARCHAR)[]',
  exif: 'STRUCT(category VARCHAR, tag VARCHAR, "value" VARCHAR)[]',
  media: 'JSON',
  raw: 'JSON',
};

test("has every column in its place with its type, in DuckDB's eyes", async () => {
  const context = await newContext(scratch, 'schema');
  const columns = columnsOf(true);
  const { path } = await new ParquetFile(new WholeFile(context, 'a.parquet'), columns).close();
  const rows = await queryDuckDb(`DESCRIBE SELECT * FROM read_parquet('${join(context.outDir, path)}')`);
  assert.deepEqual(
    rows.map((row) => [row['column_name'], row['column_type']]),
    columns.map((name) => [name, TYPES[name] ?? 'VARCHAR']),
  );
});

test('keeps the row groups that it is given', async () => {
  const context = await newContext(scratch, 'groups');
  const parquet = new ParquetFile(new WholeFile(context, 'a.parquet'), ['photo_id', 'longitude']);
  await parquet.writeGroup([
    ['1', '2'],
    [0.5, null],
  ]);
  await parquet.writeGroup([['3'], [-7]]);
  const { path } = await parquet.close();
  assert.deepEqual(await readWithHyparquet(join(context.outDir, path)), [
    { photo_id: '1', longitude: 0.5 },
    { photo_id: '2', longitude: null },
    { photo_id: '3', longitude: -7 },
  ]);
});
