import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { synth } from '../../src/jobs/synth.js';
import { runMain } from '../cli/fake-terminal.js';
import { queryDuckDb } from '../sinks/read-parquet.js';
import { scratchFolder } from './scratch.js';
import { outputTree, recordText } from './tree.js';

const scratch = await scratchFolder('fields');
const input = join(scratch, 'in');
const FIELDS = ['photo_id', 'hash_ok', 'title', 'longitude', 'places', 'raw'] as const;
/** In another order, which does not count. */
const OPTION = ['--fields', 'raw,places,photo_id', '--fields', 'title,longitude,hash_ok'] as const;

async function job(name: string, ...options: readonly string[]): Promise<string> {
  const out = join(scratch, name);
  const ended = await runMain('run', '--in', input, '--out', out, '--max-rejects', '1000', ...options);
  assert.equal(ended.code, 0, ended.stderr);
  return out;
}

type Some = Readonly<Partial<Record<(typeof FIELDS)[number], unknown>>>;

let expected: readonly Some[] = [];

before(async () => {
  await synth({ rows: 700, out: input, seed: 10, gaps: 0.01, bad: 0.01, compress: 'none' });
  const lines = recordText(await job('all', '--format', 'jsonl'))
    .trimEnd()
    .split('\n');
  expected = lines.map((line) => {
    const record = JSON.parse(line) as Some;
    const cells = Object.entries(record.raw ?? {}).filter(([name]) => FIELDS.some((field) => field === name));
    const whole = { ...record, raw: cells.length === 0 ? undefined : Object.fromEntries(cells) };
    // Names without a value are left out, as by JSON.
    return JSON.parse(JSON.stringify(Object.fromEntries(FIELDS.map((name) => [name, whole[name]])))) as Some;
  });
});

describe('yfcc run --fields', () => {
  it('writes the listed fields as JSON lines, in the order of the schema', { timeout: 60_000 }, async () => {
    const out = await job('jsonl', '--format', 'jsonl', ...OPTION);
    assert.equal(recordText(out), expected.map((record) => `${JSON.stringify(record)}\n`).join(''));
    assert.ok(expected.some(({ raw }) => raw !== undefined));
    // Lists of the same fields are the same job.
    await job('jsonl', '--format', 'jsonl', '--fields', FIELDS.join(','));
    const other = await runMain('run', '--in', input, '--out', out, '--format', 'jsonl');
    assert.equal(other.code, 4);
  });

  it('writes them as a file a record, under the same names, and in tar files', { timeout: 60_000 }, async () => {
    const tree = outputTree(await job('files', ...OPTION));
    const metas = Object.keys(tree).filter((path) => path.startsWith('meta/'));
    assert.equal(metas.length, expected.length);
    const [first] = expected;
    const path = metas.find((name) => name.endsWith(`/${String(first?.photo_id)}_meta.json`));
    assert.equal(readFileSync(join(scratch, 'files', path ?? ''), 'utf8'), `${JSON.stringify(first)}\n`);
    const tar = readFileSync(join(await job('tar', '--format', 'webdataset', ...OPTION), '00000.tar'), 'latin1');
    assert.ok(tar.includes(`${Buffer.from(JSON.stringify(first)).toString('latin1')}\n`));
  });

  it('writes them as the columns of csv and of parquet', { timeout: 60_000 }, async () => {
    const csv = await job('csv', '--format', 'csv', ...OPTION);
    const text = readFileSync(join(csv, 'meta/00000.csv'), 'utf8');
    assert.equal(text.slice(0, text.indexOf('\n')), FIELDS.join(','));
    const parquet = await job('parquet', '--format', 'parquet', ...OPTION);
    const rows = await queryDuckDb(`select * from '${join(parquet, 'meta/00000.parquet')}'`);
    assert.equal(rows.length, expected.length);
    assert.deepEqual(Object.keys(rows[0] ?? {}), FIELDS);
    assert.deepEqual(
      rows.map((row) => [Reflect.get(row, 'photo_id'), Reflect.get(row, 'title')]),
      expected.map((record) => [record.photo_id, record.title]),
    );
  });

  it('refuses a field that there is not, and lists those that there are', async () => {
    const ended = await runMain('run', '--in', input, '--out', join(scratch, 'x'), '--fields', 'id');
    assert.equal(ended.code, 2);
    assert.match(ended.stderr, /Expected --fields to be some of photo_id, .*, raw; got id\./);
  });
});
