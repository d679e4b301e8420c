import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { withHash } from '../../src/core/dataset.js';
import { fullJson, fullRecord } from '../../src/core/full.js';
import { noTroubles, type FullRecord } from '../../src/core/record.js';
import { restoreLines } from '../../src/core/restore.js';
import { oddDatasetLine, oddId, oddItems } from './odd-lines.js';
import { REAL_ITEMS, realDatasetLines, rowOf } from './real-rows.js';

interface Items {
  readonly autotags: string | null;
  readonly places: string | null;
  readonly exif: string | null;
}

/** Encodes, restores from the record and from its JSON, and compares with the lines that went in. */
function assertComesBack(line: string, items: Items): FullRecord {
  const dataset = rowOf(line);
  const record = fullRecord({ dataset, ...items }, noTroubles());
  // A parse border: what fullJson wrote is a record by its type.
  const readBack: FullRecord = JSON.parse(fullJson(record));
  const expected = {
    dataset: line,
    autotags: sideLine(dataset.photoId, items.autotags),
    places: sideLine(dataset.photoId, items.places),
    exif: sideLine(dataset.photoId, items.exif),
    hash: null,
  };
  assert.deepEqual(readBack, record);
  assert.deepEqual(restoreLines(record), expected);
  assert.deepEqual(restoreLines(readBack), expected);
  return record;
}

function sideLine(photoId: string, items: string | null): string | null {
  return items === null ? null : `${photoId}\t${items}`;
}

/** A coordinate as the files' makers printed it where JavaScript would print it otherwise: `-1.0`, `8.58E-4`. */
const JAVA_NUMBER = /^-?\d+\.(?:0|\d+E-\d+)$/;

test('gives every real row back, and needs no raw cell but coordinates for it', () => {
  realDatasetLines().forEach((line, at) => {
    const record = assertComesBack(line, {
      autotags: REAL_ITEMS.autotags[at % REAL_ITEMS.autotags.length] ?? null,
      places: REAL_ITEMS.places[at % REAL_ITEMS.places.length] ?? null,
      exif: REAL_ITEMS.exif[at % REAL_ITEMS.exif.length] ?? null,
    });
    for (const [field, cell] of Object.entries(record.raw ?? {})) {
      assert.match(field, /^(?:longitude|latitude)$/);
      assert.match(cell, JAVA_NUMBER);
    }
  });
});

test('gives odd lines of both column forms back', () => {
  const part = fc.option(oddItems);
  const oddRow = oddId.chain((id) =>
    fc.tuple(oddDatasetLine(id), fc.record({ autotags: part, places: part, exif: part })),
  );
  fc.assert(
    fc.property(oddRow, ([line, items]) => {
      assertComesBack(line, items);
    }),
    { numRuns: 2000 },
  );
});

test('gives a part back as it was: missing, empty, or there', () => {
  const [line = ''] = realDatasetLines();
  assertComesBack(line, { autotags: null, places: null, exif: null });
  assertComesBack(line, { autotags: '', places: '', exif: '' });
  assertComesBack(line, { autotags: 'sky:0.5000', places: '1:Cork:Town', exif: 'JPEG.Width:1' });
});

test('tells 25 columns without a line number from 23', () => {
  const cells = (realDatasetLines().at(-1) ?? '').split('\t');
  for (const lineNumber of ['', 'null', 'x', '1.5', '007']) {
    const line = [lineNumber, ...cells.slice(1)].join('\t');
    const record = assertComesBack(line, { autotags: null, places: null, exif: null });
    assert.equal(record.raw?.line_number, lineNumber);
  }
});

test('gives the line of the hash file back, of a row of 23 columns', () => {
  const line = realDatasetLines().find((row) => row.split('\t').length === 23) ?? '';
  for (const hash of ['', 'null', 'abc', '\xff\xfe', 'caf\xc3\xa9']) {
    const dataset = withHash(rowOf(line), hash);
    const record = fullRecord({ dataset, autotags: null, places: null, exif: null }, noTroubles());
    assert.equal(record.hash_ok, false);
    const restored = restoreLines(JSON.parse(fullJson(record)) as FullRecord);
    assert.deepEqual([restored.dataset, restored.hash], [line, `${dataset.photoId}\t${hash}`]);
  }
});
