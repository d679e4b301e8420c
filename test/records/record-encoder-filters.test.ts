import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { CODECS } from '../../src/core/cell.js';
import { COLUMNS, MAIN_SOURCES } from '../../src/core/fields.js';
import { matches, NO_FILTER, type Filter, type Range } from '../../src/core/filter.js';
import { urlHash } from '../../src/core/hash.js';
import type { JoinedRow } from '../../src/core/join.js';
import { LICENSES } from '../../src/core/license.js';
import { hashesOf, idsOf } from '../core/key-sets.js';
import { oddDatasetLine, oddItems } from '../core/odd-lines.js';
import { inStep, joinedRows, reference, synthShard, type Shard } from './shard.js';

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
  const rows = joinedRows(shard);
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
    ['ids of some records', { ids: idsOf(rows.slice(100, 200).map(({ dataset }) => dataset.photoId)) }],
    [
      'hashes of some records',
      { hashes: hashesOf(rows.slice(0, 700).map(({ dataset }) => dataset.cells[COLUMNS.photo_hash] ?? '')) },
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

/** Of two digits, which come often among the rows below. */
const SOME_IDS = Array.from({ length: 90 }, (_, k) => String(k + 10));

/** Cells that come as hashes, and hashes of cells that come as URLs. */
const SOME_HASHES = [
  '0',
  '1',
  '2',
  '007',
  ...['', 'null', '0', '1', 'http://farm1.staticflickr.com/1/2_3.jpg'].map(urlHash),
];

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
      fc.record({ ids: fc.subarray(SOME_IDS).map(idsOf) }),
      fc.record({ hashes: fc.subarray(SOME_HASHES).map(hashesOf) }),
    )
    .map((part) => Object.assign({}, NO_FILTER, part));
  const rows = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 9 }), fc.oneof(fc.nat(9), fc.nat(999_999))).chain(([a, b]) => {
      const id = `${a}${b}`;
      const side = oddItems.map((items) => `${id}\t${items}`);
      return fc.record({ dataset: oddDatasetLine(id), autotags: side, exif: side, places: side });
    }),
    { minLength: 1, maxLength: 4 },
  );
  const listed = { ids: 0, hashes: 0 };
  fc.assert(
    fc.property(rows, odd, (lines, filter) => {
      const shard: Shard = { dataset: [], autotags: [], exif: [], places: [] };
      for (const row of lines) for (const source of MAIN_SOURCES) shard[source].push(row[source]);
      const { text, isWhole } = inStep(shard, '\n', 0, filter);
      if (!isWhole) return;
      const taken = joinedRows(shard).filter((row) => matches(filter, row));
      assert.equal(text, reference(taken).json);
      for (const name of ['ids', 'hashes'] as const) if (filter[name] !== null) listed[name] += taken.length;
    }),
    { numRuns: 4000 },
  );
  assert.ok(listed.ids > 20 && listed.hashes > 2, JSON.stringify(listed));
});
