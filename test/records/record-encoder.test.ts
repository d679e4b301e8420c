import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import type { JoinedRow } from '../../src/core/join.js';
import type { RecordForm } from '../../src/records/record-encoder.js';
import { datasetLine, joinSlices, sliceOf } from '../core/hand-made.js';
import { oddDatasetLine, oddId, oddItems } from '../core/odd-lines.js';
import { REAL_ITEMS, realDatasetLines, rowOf } from '../core/real-rows.js';
import { ARTICLES, encoder, FULL, reference, textOf } from './shard.js';

/** The four lines of one id; null where a file has none. */
type Lines = Readonly<Record<'dataset', string> & Record<'autotags' | 'exif' | 'places', string | null>>;

function joinedOf(lines: Lines): JoinedRow | undefined {
  const side = (line: string | null) => (line === null ? null : sliceOf([line]));
  const { autotags, exif, places } = lines;
  return joinSlices({
    dataset: sliceOf([lines.dataset]),
    autotags: side(autotags),
    exif: side(exif),
    places: side(places),
  }).rows[0];
}

let articles = 0;

/** Checks one row in the schema of the article, if the encoder takes it. */
function checkArticle(row: JoinedRow, form: RecordForm): void {
  encoder.takeTally();
  const batch = encoder.encodeRow(row, form);
  if (batch === null) return;
  articles++;
  const { json, tally } = reference([row], form);
  assert.equal(textOf(batch), json);
  assert.deepEqual(encoder.takeTally(), tally);
}

/** Checks one row; false when the encoder leaves it to the reference. */
function checkRow(lines: Lines): boolean {
  const row = joinedOf(lines);
  assert.ok(row !== undefined);
  for (const form of ARTICLES) checkArticle(row, form);
  encoder.takeTally();
  const batch = encoder.encodeRow(row, FULL);
  if (batch === null) return false;
  const { json, tally } = reference([row]);
  assert.equal(textOf(batch), json);
  assert.deepEqual(encoder.takeTally(), tally);
  assert.deepEqual([batch.count, batch.idOf(0), batch.endOf(0)], [1, row.dataset.photoId, batch.bytes.length]);
  return true;
}

test('makes of real rows what the reference makes', () => {
  for (const [k, dataset] of realDatasetLines().entries()) {
    const id = rowOf(dataset).photoId;
    const of = (items: readonly string[]): string => `${id}\t${items[k % items.length] ?? ''}`;
    const lines = {
      dataset,
      autotags: of(REAL_ITEMS.autotags),
      exif: of(REAL_ITEMS.exif),
      places: of(REAL_ITEMS.places),
    };
    assert.ok(checkRow(lines));
    assert.ok(checkRow({ dataset, autotags: null, exif: null, places: `${id}\t` }));
  }
});

test('sorts items by keys that begin alike, the last one of equal keys, whatever their order', () => {
  const long = 'Exif+SubIFD.Exposure+Time';
  const keys = [
    `${long}+Value+2`,
    `${long}+Value`,
    long,
    `${long}+Value`,
    'Exif+IFD0.Make',
    `${long}+`,
    'E',
    'Exif+IFD0.Mak',
  ];
  // Every key in front of and behind every other one.
  const turns = keys.map((_, k) => keys.slice(k).concat(keys.slice(0, k)));
  for (const order of turns.flatMap((turn) => [turn, turn.toReversed()])) {
    const exif = order.map((key, k) => `${key}:${k}`).join(',');
    const before = articles;
    assert.ok(checkRow({ dataset: datasetLine('7'), autotags: null, exif: `7\t${exif}`, places: null }));
    assert.equal(articles, before + ARTICLES.length);
  }
});

test('keeps a CR at the end of a line that is not of its end', () => {
  const dataset = datasetLine('7');
  assert.ok(checkRow({ dataset, autotags: '7\ta:0.5\r\r', exif: '7\ta.b:c\r\r', places: '7\t1:a:b\r\r' }));
});

test('makes of rows with every oddity what the reference makes', () => {
  const side = (id: string): fc.Arbitrary<string | null> =>
    fc.oneof({ weight: 5, arbitrary: oddItems.map((items) => `${id}\t${items}`) }, fc.constant(null));
  let left = 0;
  const row = oddId.chain((id) =>
    fc.record({ dataset: oddDatasetLine(id), autotags: side(id), exif: side(id), places: side(id) }),
  );
  fc.assert(
    fc.property(row, (lines) => {
      // Ids that are no plain number of 64 bits are left to the reference.
      if (!checkRow(lines)) left++;
      else assert.match(rowOf(lines.dataset.replace(/\r$/, '')).photoId, /^[1-9]\d{0,18}$/);
    }),
    { numRuns: 4000 },
  );
  assert.ok(left > 0 && left < 2000, `${left} left`);
  assert.ok(articles > 100, `${articles} of the article's schema`);
});

const NUMBERS = [
  '12',
  '-1.0',
  '0.0',
  '-0.5',
  '0.000001',
  '0.0000001',
  '123456789012345',
  '1234567890123456',
  '1.',
  '00',
  '10.10',
];
const SIXTEEN = 'abcdefghijklmnop';

test('makes of texts around the width of a load, and of numbers of every form, what the reference makes', () => {
  for (let length = 0; length < 40; length++) {
    for (const odd of ['', '+', '%2C', '%c3%a9', '%', '"', '\x01', '\xe9']) {
      const text = SIXTEEN.repeat(3).slice(0, length) + odd;
      const cells = { title: text, url_show: text, user_tags: `${text},${text}`, url_get: text, user_id: `${text}z` };
      const items = `${text}.${text}:${text},${text}.b:`;
      assert.ok(
        checkRow({ dataset: datasetLine('7', cells), autotags: `7\t${text}:0.5`, exif: `7\t${items}`, places: null }),
      );
    }
  }
  for (const number of NUMBERS) {
    const cells = {
      longitude: number,
      latitude: `-${number}`,
      pos_accuracy: number,
      date_uploaded: number,
      line_number: number,
    };
    assert.ok(
      checkRow({
        dataset: datasetLine('7', cells),
        autotags: `7\ta:${number},b:0.${number}`,
        exif: null,
        places: null,
      }),
    );
  }
});

test('puts the JSON of a media in front of raw', () => {
  const row = joinedOf({ dataset: datasetLine('7', { title: '(' }), autotags: null, exif: null, places: null });
  assert.ok(row !== undefined);
  const media = { path: 'img/7/_/7.jpg', bytes: 1, sha256: 'é', type: 'image/jpeg', outcome: 'ok' } as const;
  const batch = encoder.encodeRow(row, FULL, JSON.stringify(media));
  assert.ok(batch !== null);
  assert.match(
    textOf(batch),
    /"exif":null,"media":\{"path":"img\/7\/_\/7.jpg","bytes":1,"sha256":"é","type":"image\/jpeg","outcome":"ok"\},"raw":\{"date_taken":"","title":"\("\}\}\n$/,
  );
});

test('leaves rows that are too long to the reference', () => {
  const title = 'a'.repeat(1 << 20);
  assert.equal(checkRow({ dataset: datasetLine('7', { title }), autotags: null, exif: null, places: null }), false);
  const exif = `7\t${'a.b:c,'.repeat(100_000)}`;
  assert.equal(checkRow({ dataset: datasetLine('7'), autotags: null, exif, places: null }), false);
});
