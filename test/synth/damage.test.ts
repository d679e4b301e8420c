import assert from 'node:assert/strict';
import test from 'node:test';
import { autotagCodec } from '../../src/core/autotags.js';
import { parseDatasetRow } from '../../src/core/dataset.js';
import { exifCodec } from '../../src/core/exif.js';
import { COLUMNS, MAIN_SOURCES, type PartSource, type MainSource } from '../../src/core/fields.js';
import { urlHash } from '../../src/core/hash.js';
import { placeCodec } from '../../src/core/places.js';
import { decodeItems, parseSideLine } from '../../src/core/side.js';
import { decode, encode } from '../../src/core/url-encoding.js';
import { DAMAGES, lineBreaker } from '../../src/synth/damage.js';
import { Random, STREAM } from '../../src/synth/random.js';
import { synthRows } from '../../src/synth/rows.js';
import { SAMPLE } from './sample.js';

const NARROW = [...synthRows({ rows: 50, columns: 23 })];

/** What the engine's parsers make of a line: `reject`, `odd`, or `sound` when nothing is the matter. */
function verdictOn(source: MainSource, line: string): string {
  if (source === 'dataset') {
    const result = parseDatasetRow(line);
    if (!result.ok) return 'reject';
    const { cells } = result.row;
    const title = cells[COLUMNS.title] ?? '';
    const hash = cells[COLUMNS.photo_hash] ?? '';
    const isHashRight = hash === '' || hash === urlHash(cells[COLUMNS.url_get] ?? '');
    return isHashRight && encode(decode(title)) === title ? 'sound' : 'odd';
  }
  const result = parseSideLine(line);
  if (!result.ok) return 'reject';
  return isCanonical(source, result.items) ? 'sound' : 'odd';
}

function isCanonical(source: PartSource, items: string): boolean {
  switch (source) {
    case 'autotags':
      return decodeItems(items, autotagCodec).isCanonical;
    case 'exif':
      return decodeItems(items, exifCodec).isCanonical;
    case 'places':
      return decodeItems(items, placeCodec).isCanonical;
  }
}

for (const { kind, verdict, sources, apply } of DAMAGES) {
  for (const source of sources) {
    test(`breaks a line of ${source} by ${kind}, which is ${verdict}`, () => {
      const random = new Random().reseed(1, 1, STREAM.damage);
      const lines = [...SAMPLE.slice(0, 50), ...(kind === 'wrong-hash' ? [] : NARROW)];
      for (const { [source]: line } of lines) assert.equal(verdictOn(source, apply(line, random)), verdict);
    });
  }
}

test('calls every line sound that it did not break', () => {
  for (const source of MAIN_SOURCES) {
    for (const { [source]: line } of SAMPLE.slice(0, 500)) assert.equal(verdictOn(source, line), 'sound');
  }
});

test('breaks no line at a rate of 0', () => {
  const breakLine = lineBreaker(1, 'dataset', 0);
  assert.deepEqual(breakLine('a', 0), { line: 'a', damage: null });
});

test('breaks lines at its rate, the same ones every time', () => {
  const broken = (): readonly (string | null)[] => {
    const breakLine = lineBreaker(1, 'exif', 0.1);
    return SAMPLE.map(({ exif }, row) => breakLine(exif, row).damage?.kind ?? null);
  };
  const share = broken().filter((kind) => kind !== null).length / SAMPLE.length;
  assert.ok(Math.abs(share - 0.1) < 0.02, `${share}`);
  assert.deepEqual(broken(), broken());
});

test('uses every kind that a source can have', () => {
  for (const source of MAIN_SOURCES) {
    const breakLine = lineBreaker(1, source, 1);
    const kinds = new Set(SAMPLE.map(({ [source]: line }, row) => breakLine(line, row).damage?.kind));
    const expected = DAMAGES.filter(({ sources }) => sources.includes(source)).map(({ kind }) => kind);
    assert.deepEqual(kinds, new Set(expected));
  }
});

test('counts no damage where the layout has nothing to break', () => {
  const breakLine = lineBreaker(1, 'dataset', 1);
  const kinds = new Set<string | null>();
  for (let row = 0; row < 500; row++) {
    kinds.add(breakLine(NARROW[row % NARROW.length]?.dataset ?? '', row).damage?.kind ?? null);
  }
  assert.equal(kinds.has('wrong-hash'), false);
  assert.equal(kinds.has(null), true);
});

test('never puts a line feed into a line', () => {
  for (const source of MAIN_SOURCES) {
    const breakLine = lineBreaker(1, source, 1);
    for (const [row, { [source]: line }] of SAMPLE.entries())
      assert.equal(breakLine(line, row).line.includes('\n'), false);
  }
});
