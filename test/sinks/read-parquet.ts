/** Reads Parquet with readers of other makers, each record as its JSON would have it: a missing value is null. */
import { DuckDBInstance } from '@duckdb/node-api';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';

type Row = Readonly<Record<string, unknown>>;

export async function readWithHyparquet(file: string): Promise<readonly Row[]> {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file) });
  return rows.map((row) => mapValues(row, numberOf));
}

/** The rows of each row group. */
export async function groupsOf(file: string): Promise<readonly number[]> {
  const metadata = await parquetMetadataAsync(await asyncBufferFromFile(file));
  return metadata.row_groups.map(({ num_rows }) => Number(num_rows));
}

export async function readWithDuckDb(file: string): Promise<readonly Row[]> {
  const rows = await queryDuckDb(`SELECT * FROM read_parquet('${file}')`);
  // DuckDB gives its type JSON as text.
  const jsonOf = (value: unknown, name: string): unknown =>
    typeof value === 'string' && (name === 'media' || name === 'raw') ? JSON.parse(value) : value;
  return rows.map((row) => mapValues(row, (value, name) => numberOf(jsonOf(value, name))));
}

/** What DuckDB answers. */
export async function queryDuckDb(sql: string): Promise<readonly Row[]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function mapValues(row: Row, map: (value: unknown, name: string) => unknown): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, map(value, name)]));
}

function numberOf(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : (value ?? null);
}
