import assert from 'node:assert/strict';
import test from 'node:test';
import { parseDatasetRow } from '../../src/core/dataset.js';
import { COLUMNS, MAIN_SOURCES } from '../../src/core/fields.js';
import { synthRows } from '../../src/synth/rows.js';
import { SAMPLE } from './sample.js';

test('makes fewer rows as a prefix of more', () => {
  assert.deepEqual([...synthRows({ rows: 100 })], SAMPLE.slice(0, 100));
});

test('makes other rows for another seed', () => {
  const [row] = synthRows({ rows: 1, seed: 2 });
  assert.notEqual(row?.dataset, SAMPLE[0]?.dataset);
});

test('leaves nothing out of the 23-column form but the line number and the hash', () => {
  for (const [row, narrow] of [...synthRows({ rows: 50, columns: 23 })].entries()) {
    const wide = SAMPLE[row];
    const cells = wide?.dataset.split('\t') ?? [];
    assert.deepEqual(narrow, { ...wide, dataset: [cells[1], ...cells.slice(3)].join('\t') });
  }
});

test('has the same id in the four lines of a row, and in no other row', () => {
  const ids = new Set<string>();
  for (const lines of SAMPLE) {
    const [id = '', ...others] = MAIN_SOURCES.map((source) => lines[source].split('\t')[source === 'dataset' ? 1 : 0]);
    assert.deepEqual(others, [id, id, id]);
    ids.add(id);
  }
  assert.equal(ids.size, SAMPLE.length);
});

test('makes printable ASCII and tabs only', () => {
  for (const lines of SAMPLE) {
    for (const source of MAIN_SOURCES) assert.match(lines[source], /^[\t -~]*$/);
  }
});

test('makes videos at the given rate', () => {
  const kinds = (videoRate: number): readonly string[] =>
    [...synthRows({ rows: 20, videoRate })].map(({ dataset }) => dataset.slice(-1));
  assert.deepEqual(new Set(kinds(1)), new Set(['1']));
  assert.deepEqual(new Set(kinds(0)), new Set(['0']));
});

/** Share of the rows for which something holds, and what it is to be in the files. */
const cell = (line: string, column: keyof typeof COLUMNS): string => line.split('\t')[COLUMNS[column]] ?? '';
const SHARES = [
  ['videos', 0.008, 0.004, ({ dataset }) => dataset.endsWith('\t1')],
  ['empty autotags', 0.043, 0.01, ({ autotags }) => autotags.endsWith('\t')],
  ['exif', 0.7, 0.04, ({ exif }) => !exif.endsWith('\t')],
  ['positions', 0.48, 0.04, ({ dataset }) => cell(dataset, 'longitude') !== ''],
  ['places', 0.47, 0.04, ({ places }) => !places.endsWith('\t')],
  ['junk positions', 0.0015, 0.0014, ({ dataset }) => /\t-1\.0\t-1\.0\t/.test(dataset)],
  ['dates not known', 0.003, 0.0025, ({ dataset }) => cell(dataset, 'date_taken') === 'null'],
  ['Chinese, Japanese or Korean', 0.05, 0.03, ({ dataset }) => /%E[3-9AB]%[89AB]/.test(dataset)],
  ['no description', 0.65, 0.06, ({ dataset }) => cell(dataset, 'description') === ''],
  ['machine tags', 0.07, 0.02, ({ dataset }) => cell(dataset, 'machine_tags') !== ''],
] as const satisfies readonly (readonly [string, number, number, (lines: (typeof SAMPLE)[number]) => boolean])[];

for (const [name, share, margin, holds] of SHARES) {
  test(`has ${name} in ${share * 100} % of the rows`, () => {
    const got = SAMPLE.filter(holds).length / SAMPLE.length;
    assert.ok(Math.abs(got - share) <= margin, `${got}`);
  });
}

test('has dataset lines of 520 bytes in the mean', () => {
  const bytes = SAMPLE.reduce((sum, { dataset }) => sum + dataset.length + 1, 0) / SAMPLE.length;
  assert.ok(bytes > 480 && bytes < 560, `${bytes}`);
});

test('is read without a reject by the parser of the engine', () => {
  const rejects = SAMPLE.filter(({ dataset }) => !parseDatasetRow(dataset).ok);
  assert.deepEqual(rejects, []);
});
