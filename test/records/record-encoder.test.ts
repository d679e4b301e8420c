import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { CODECS } from '../../src/core/cell.js';
import { encodeRecord, isHashRight } from '../../src/core/encode-record.js';
import { COLUMNS, SOURCES } from '../../src/core/fields.js';
import { matches, NO_FILTER, type Filter, type Range } from '../../src/core/filter.js';
import type { JoinedRow } from '../../src/core/join.js';
import { LICENSES } from '../../src/core/license.js';
import type { RecordBatch } from '../../src/core/record-batch.js';
import { noTroubles } from '../../src/core/record.js';
import { RecordEncoder, type RecordForm, type RecordTally } from '../../src/records/record-encoder.js';
import { lineBreaker } from '../../src/synth/damage.js';
import { synthRows } from '../../src/synth/rows.js';
import { datasetLine, joinSlices, segmentOf, sliceOf } from '../core/hand-made.js';
import { oddDatasetLine, oddId, oddItems } from '../core/odd-lines.js';
import { REAL_ITEMS, realDatasetLines, rowOf } from '../core/real-rows.js';

const encoder = new RecordEncoder();
const FULL = { schema: 'full', format: 'jsonl' } as const;
const ARTICLES = [
  { schema: 'article', format: 'jsonl' },
  { schema: 'article', format: 'files' },
] as const;

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

/** What the plain encoder makes, and counts. */
function reference(
  rows: readonly JoinedRow[],
  form: RecordForm = FULL,
): { readonly json: string; readonly tally: RecordTally } {
  const troubles = noTroubles();
  const json = rows.map((row) => encodeRecord(row, undefined, form, troubles)).join('');
  return { json, tally: { ...troubles, wrongHashes: rows.filter((row) => !isHashRight(row)).length } };
}

function textOf({ bytes }: RecordBatch): string {
  return Buffer.from(bytes).toString();
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

interface Shard {
  readonly dataset: string[];
  readonly autotags: string[];
  readonly exif: string[];
  readonly places: string[];
}

function synthShard(rows: number, seed: number): Shard {
  const shard: Shard = { dataset: [], autotags: [], exif: [], places: [] };
  for (const lines of synthRows({ rows, seed })) {
    for (const source of ['dataset', 'autotags', 'exif', 'places'] as const) shard[source].push(lines[source]);
  }
  return shard;
}

/** Encodes a shard in step; the text, how many records, and whether all lines went in. */
function inStep(
  shard: Shard,
  eol = '\n',
  cuts = 0,
  filter: Filter | null = null,
  form: RecordForm = FULL,
): { readonly text: string; readonly count: number; readonly isWhole: boolean } {
  const slice = (lines: readonly string[]) => {
    const text = lines.map((line) => line + eol).join('');
    const step = cuts === 0 ? text.length : Math.ceil(text.length / cuts);
    const segments = Array.from({ length: Math.ceil(text.length / step) }, (_, k) =>
      segmentOf(text.slice(k * step, (k + 1) * step)),
    );
    return { firstLine: 0, lines: lines.length, overlong: [], segments };
  };
  const slices = {
    dataset: slice(shard.dataset),
    autotags: slice(shard.autotags),
    exif: slice(shard.exif),
    places: slice(shard.places),
  };
  const end = { rows: 0, isWhole: false };
  let text = '';
  let count = 0;
  for (const batch of encoder.inStep(slices, form, filter, end)) {
    text += textOf(batch);
    count += batch.count;
  }
  return { text, count, isWhole: end.isWhole };
}

function referenceOf({ dataset, autotags, exif, places }: Shard, form: RecordForm = FULL): readonly string[] {
  const { rows } = joinSlices({
    dataset: sliceOf(dataset),
    autotags: sliceOf(autotags),
    exif: sliceOf(exif),
    places: sliceOf(places),
  });
  const troubles = noTroubles();
  return rows.map((row) => encodeRecord(row, undefined, form, troubles));
}

test('makes of a whole shard what the reference makes, however its lines lie and end', () => {
  const shard = synthShard(1500, 3);
  const expected = referenceOf(shard).join('');
  for (const [eol, cuts] of [
    ['\n', 0],
    ['\r\n', 0],
    ['\n', 7],
    ['\n', 1000],
    ['\r\n', 333],
  ] as const) {
    const { text, count, isWhole } = inStep(shard, eol, cuts);
    assert.ok(text === expected, `${cuts} cuts`);
    assert.deepEqual([count, isWhole], [1500, true]);
  }
});

test("makes of a whole shard the article's records", () => {
  const shard = synthShard(800, 5);
  for (const form of ARTICLES) {
    const { text, count, isWhole } = inStep(shard, '\n', 3, null, form);
    assert.deepEqual([count, isWhole], [800, true]);
    assert.ok(text === referenceOf(shard, form).join(''));
  }
});

const ODD_SHARDS: readonly (readonly [string, number, (shard: Shard) => unknown])[] = [
  ['a side line that is missing', 20, ({ exif }) => exif.splice(20, 1)],
  ['a side line that is extra', 30, ({ places }) => places.splice(30, 0, '1\t')],
  ['a side line without an id', 5, ({ autotags }) => autotags.splice(5, 1, 'x')],
  ['a row of too few columns', 0, ({ dataset }) => dataset.splice(0, 1, 'a\tb')],
  ['an id that comes twice', 40, ({ dataset }) => dataset.splice(40, 1, dataset[3] ?? '')],
  ['a marker that is none', 10, ({ dataset }) => dataset.splice(10, 1, `${dataset[10]?.slice(0, -1)}2`)],
  ['side lines that end early', 45, ({ autotags }) => autotags.splice(45)],
];

for (const [what, row, change] of ODD_SHARDS) {
  test(`stops in front of the row with ${what}`, () => {
    const shard = synthShard(50, 4);
    const expected = referenceOf(shard).slice(0, row).join('');
    change(shard);
    const { text, count, isWhole } = inStep(shard);
    assert.deepEqual([count, isWhole], [row, false]);
    assert.ok(text === expected);
  });
}

test('says that not every line went in when a side file has more', () => {
  const shard = synthShard(50, 4);
  shard.exif.push('1\t');
  const { count, isWhole } = inStep(shard);
  assert.deepEqual([count, isWhole], [50, false]);
});

test('makes of broken lines what the reference makes, as far as it goes', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const shard = synthShard(60, seed);
    for (const source of ['dataset', 'autotags', 'exif', 'places'] as const) {
      const breaker = lineBreaker(seed, source, 0.02);
      for (const [row, line] of shard[source].entries()) shard[source][row] = breaker(line, row).line;
    }
    const { text, count } = inStep(shard);
    assert.ok(text === referenceOf(shard).slice(0, count).join(''), `seed ${seed}`);
  }
});

const YEAR = 31_557_600;

/** Each with what it asks of, and enough of it to fit some synthetic records and not others. */
const FILTERS: readonly (readonly [string, Partial<Filter>])[] = [
  ['kind', { kinds: ['video'] }],
  ['licences', { licenses: ['by', 'by-nc-sa'] }],
  ['a sample', { sample: 0.3 }],
  ['accuracy', { minAccuracy: 14 }],
  ['a box', { boxes: [{ west: -130, south: 20, east: -60, north: 55 }] }],
  ['a box over the 180th meridian', { boxes: [{ west: 100, south: -60, east: -100, north: 60 }] }],
  [
    'time taken',
    {
      taken: [
        { from: '2009', to: '2011-06' },
        { from: '2013-01-01 12', to: null },
      ],
    },
  ],
  ['time uploaded', { uploaded: [{ from: 40 * YEAR, to: 42 * YEAR }] }],
  ['cameras', { cameras: ['CANON', 'nikon d'] }],
  [
    'autotags',
    {
      autotags: [
        { concept: 'outdoor', min: 0.9 },
        { concept: 'people', min: 0 },
      ],
    },
  ],
  ['several', { licenses: ['by', 'by-nd', 'by-sa', 'by-nc'], minAccuracy: 3, sample: 0.7 }],
];

test('takes the records that the plain filter takes', () => {
  const shard = synthShard(1500, 9);
  const sides = { autotags: sliceOf(shard.autotags), exif: sliceOf(shard.exif), places: sliceOf(shard.places) };
  const { rows } = joinSlices({ dataset: sliceOf(shard.dataset), ...sides });
  const tagOf = ({ dataset }: JoinedRow): readonly string[] =>
    CODECS.tags.decode(dataset.cells[COLUMNS.user_tags] ?? '');
  const tagged = rows.filter((row) => tagOf(row).some((tag) => /[^a-z]/.test(tag))).slice(0, 3);
  const own: (typeof FILTERS)[number][] = [
    ['tags of some records', { tags: tagged.flatMap(tagOf) }],
    ['users of some records', { users: rows.slice(5, 9).map(({ dataset }) => dataset.cells[COLUMNS.user_id] ?? '') }],
    [
      'places of some records',
      { places: rows.slice(0, 20).flatMap(({ items }) => (items.places ?? '').split(':')[0] || []) },
    ],
  ];
  for (const [what, part] of [...FILTERS, ...own]) {
    const filter = { ...NO_FILTER, ...part };
    const taken = rows.filter((row) => matches(filter, row));
    const { text, count, isWhole } = inStep(shard, '\n', 5, filter);
    assert.ok(taken.length > 0 && taken.length < rows.length, `${what}: ${taken.length} taken`);
    assert.deepEqual([count, isWhole], [taken.length, true], what);
    assert.ok(text === reference(taken).json, what);
  }
});

test('takes the rows with every oddity that the plain filter takes', () => {
  const texts = ['a', 'a,b', 'é', '(', 'null', 'a b', '\u{FFFD}', '', '"\\', '中', '1', 'U', '0'].map((text) =>
    fc.constant(text),
  );
  const some = fc.array(fc.oneof(...texts), { maxLength: 3 });
  const number = fc.constantFrom(-1, -0.5, 0, 0.1, 1, 1.5, 5e-7, 1e21);
  const range = <Value>(bound: fc.Arbitrary<Value>): fc.Arbitrary<Range<Value>> =>
    fc.record({ from: fc.option(bound, { nil: null }), to: fc.option(bound, { nil: null }) });
  const odd: fc.Arbitrary<Filter> = fc
    .oneof(
      fc.record({ tags: some }),
      fc.record({ users: some }),
      fc.record({ cameras: some }),
      fc.record({ places: some }),
      fc.record({ autotags: fc.array(fc.record({ concept: fc.oneof(...texts), min: number }), { maxLength: 2 }) }),
      fc.record({ minAccuracy: number }),
      fc.record({ uploaded: fc.array(range(number), { maxLength: 2 }) }),
      fc.record({
        taken: fc.array(range(fc.constantFrom('2012', '2012-02-16 09', '4501-01-01 00:00:00')), { maxLength: 2 }),
      }),
      fc.record({
        boxes: fc.array(fc.record({ west: number, south: number, east: number, north: number }), { maxLength: 2 }),
      }),
      fc.record({ sample: fc.constantFrom(0.1, 0.5, 0.999) }),
      fc.record({ licenses: fc.subarray([...LICENSES]) }),
    )
    .map((part) => Object.assign({}, NO_FILTER, part));
  const rows = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 999_999 })).chain(([a, b]) => {
      const id = `${a}${b}`;
      const side = oddItems.map((items) => `${id}\t${items}`);
      return fc.record({ dataset: oddDatasetLine(id), autotags: side, exif: side, places: side });
    }),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(rows, odd, (lines, filter) => {
      const shard: Shard = { dataset: [], autotags: [], exif: [], places: [] };
      for (const row of lines) for (const source of SOURCES) shard[source].push(row[source]);
      const { text, isWhole } = inStep(shard, '\n', 0, filter);
      if (!isWhole) return;
      const sides = { autotags: sliceOf(shard.autotags), exif: sliceOf(shard.exif), places: sliceOf(shard.places) };
      const { rows: joined } = joinSlices({ dataset: sliceOf(shard.dataset), ...sides });
      assert.equal(text, reference(joined.filter((row) => matches(filter, row))).json);
    }),
    { numRuns: 4000 },
  );
});
