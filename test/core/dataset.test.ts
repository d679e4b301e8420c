import assert from 'node:assert/strict';
import test from 'node:test';
import { datasetId, parseDatasetRow } from '../../src/core/dataset.js';
import { COLUMNS } from '../../src/core/fields.js';
import { realDatasetLines, rowOf } from './real-rows.js';

const lines = realDatasetLines();
const line23 = lines[0] ?? '';
const line25 = lines.at(-1) ?? '';

/** A line with one cell exchanged. */
function withCell(line: string, at: number, cell: string): string {
  return line.split('\t').with(at, cell).join('\t');
}

test('cuts a line of 25 columns', () => {
  const row = rowOf(line25);
  assert.equal(row.photoId, '6162540254');
  assert.equal(row.kind, 'photo');
  assert.equal(row.columns, 25);
  assert.equal(row.line, line25);
  assert.deepEqual(row.cells, line25.split('\t'));
});

test('cuts a line of 23 columns, with empty cells for the two that it lacks', () => {
  const row = rowOf(line23);
  const [id, ...rest] = line23.split('\t');
  assert.equal(row.photoId, '1438150614');
  assert.equal(row.columns, 23);
  assert.deepEqual(row.cells, ['', id, '', ...rest]);
  assert.equal(row.cells[COLUMNS.url_get], 'http://farm2.staticflickr.com/1183/1438150614_7cac97114d.jpg');
});

test('takes every real row, and finds the same id by the short way', () => {
  for (const line of lines) assert.equal(datasetId(line), rowOf(line).photoId);
});

test('tells a video by its marker', () => {
  assert.equal(rowOf(withCell(line25, 24, '1')).kind, 'video');
  assert.equal(rowOf(withCell(line23, 22, '1')).kind, 'video');
});

const REJECTS = [
  ['an empty line', '', 'Expected 23 or 25 columns, got `1`.', null],
  ['24 columns', `${line23}\t`, 'Expected 23 or 25 columns, got `24`.', '1438150614'],
  ['26 columns', `${line25}\t`, 'Expected 23 or 25 columns, got `26`.', '6162540254'],
  [
    'an id that is no number',
    withCell(line25, 1, '12a'),
    'Expected the photo id to be 1 to 20 digits, got `12a`.',
    null,
  ],
  ['an empty id', withCell(line23, 0, ''), 'Expected the photo id to be 1 to 20 digits, got ``.', null],
  ['an id that climbs', withCell(line23, 0, '../1'), 'Expected the photo id to be 1 to 20 digits, got `../1`.', null],
  [
    'a marker of 2',
    withCell(line25, 24, '2'),
    'Expected the photo or video marker to be 0 or 1, got `2`.',
    '6162540254',
  ],
  ['no marker', withCell(line23, 22, ''), 'Expected the photo or video marker to be 0 or 1, got ``.', '1438150614'],
] as const;

for (const [name, line, reason, photoId] of REJECTS) {
  test(`rejects ${name}`, () => {
    assert.deepEqual(parseDatasetRow(line), { ok: false, reason, photoId });
  });
}

const IDS = [
  ['the second of 25 cells', line25, '6162540254'],
  ['the first of 23 cells', line23, '1438150614'],
  ['the second of 25 cells even if it is no id', withCell(line25, 1, 'x'), null],
  ['a line without a tab', '12345', null],
  ['a line cut behind the id', '6639\t6162540254\t4ccb', '6162540254'],
  ['a line cut inside the id', '6639\t61625', null],
  ['a line cut before the id', '6639\t', null],
  ['a 23-column line cut inside the user', '1438150614\t62878116@N', '1438150614'],
  ['a 23-column line cut behind the user', '1438150614\t62878116@N00\tharbour', '1438150614'],
  ['a line without any id', 'x\ty\tz', null],
] as const;

for (const [name, line, photoId] of IDS) {
  test(`reads the id of ${name} as ${photoId}`, () => {
    assert.equal(datasetId(line), photoId);
  });
}
