import assert from 'node:assert/strict';
import test from 'node:test';
import type { ColumnName } from '../../src/core/fields.js';
import { isSampled, matches, NO_FILTER, type Filter } from '../../src/core/filter.js';
import { datasetLine, joinSlices, sliceOf } from './hand-made.js';

type Cells = Readonly<Partial<Record<ColumnName, string>>>;

function isTaken(filter: Partial<Filter>, cells: Cells, sides: { autotags?: string; places?: string } = {}): boolean {
  const side = (items: string | undefined) => (items === undefined ? null : sliceOf([`7\t${items}`]));
  const { autotags, places } = sides;
  const [row] = joinSlices({
    dataset: sliceOf([datasetLine('7', cells)]),
    autotags: side(autotags),
    places: side(places),
  }).rows;
  assert.ok(row !== undefined);
  return matches({ ...NO_FILTER, ...filter }, row);
}

const BY = { license_url: 'http://creativecommons.org/licenses/by/2.0/' };
const PLACE = { longitude: '179.5', latitude: '-10.25', pos_accuracy: '12' };
const TAKEN = { date_taken: '2012-02-16 09:56:37.0' };
const PACIFIC = { west: 170, south: -20, east: -170, north: 0 };

const CASES: readonly (readonly [boolean, Partial<Filter>, Cells])[] = [
  [true, {}, {}],
  [true, { kinds: ['photo'] }, {}],
  [false, { kinds: ['video'] }, {}],
  [true, { kinds: ['video', 'photo'] }, {}],
  [true, { licenses: ['by-nc', 'by'] }, BY],
  [false, { licenses: ['by-nc'] }, BY],
  [false, { licenses: ['by'] }, { license_url: 'http://example.org/by/2.0/' }],
  [true, { boxes: [PACIFIC] }, PLACE],
  [true, { boxes: [PACIFIC] }, { ...PLACE, longitude: '-170' }],
  [false, { boxes: [PACIFIC] }, { ...PLACE, longitude: '-169.9' }],
  [false, { boxes: [PACIFIC] }, { ...PLACE, latitude: '' }],
  [true, { minAccuracy: 12 }, PLACE],
  [false, { minAccuracy: 13 }, PLACE],
  [false, { minAccuracy: 1 }, {}],
  [true, { taken: [{ from: '2012-02-16 09:56:37', to: null }] }, TAKEN],
  [false, { taken: [{ from: null, to: '2012' }] }, TAKEN],
  [
    true,
    {
      taken: [
        { from: null, to: '2000' },
        { from: '2012', to: '2013' },
      ],
    },
    TAKEN,
  ],
  [false, { taken: [{ from: null, to: null }] }, { date_taken: 'null' }],
  [true, { uploaded: [{ from: 5, to: 6 }] }, { date_uploaded: '5' }],
  [false, { uploaded: [{ from: 5, to: 6 }] }, { date_uploaded: '6' }],
  [true, { tags: ['new york'] }, { user_tags: 'a,new+york' }],
  [false, { tags: ['york'] }, { user_tags: 'new+york' }],
  [false, { tags: [''] }, { user_tags: '' }],
  [true, { cameras: ['eos 5d'] }, { capture_device: 'Canon+EOS+5D' }],
  [false, { cameras: ['nikon'] }, { capture_device: 'Canon+EOS+5D' }],
  [true, { users: ['1@N00'] }, { user_id: '1@N00' }],
  [false, { users: ['1@N00'] }, { user_id: '11@N00' }],
  [false, { kinds: ['photo'], users: ['x'] }, { user_id: 'y' }],
];

for (const [expected, filter, cells] of CASES) {
  test(`${expected ? 'takes' : 'leaves'} ${JSON.stringify(cells)} for ${JSON.stringify(filter)}`, () => {
    assert.equal(isTaken(filter, cells), expected);
  });
}

test('asks the parts of autotags and places, and takes nothing without them', () => {
  const beach = { autotags: [{ concept: 'beach', min: 0.6 }] };
  assert.equal(isTaken(beach, {}, { autotags: 'sky:0.9000,beach:0.6000' }), true);
  assert.equal(isTaken(beach, {}, { autotags: 'beach:0.5999' }), false);
  assert.equal(isTaken(beach, {}), false);
  assert.equal(isTaken({ places: ['12'] }, {}, { places: '1:A:Town,12:B:County' }), true);
  assert.equal(isTaken({ places: ['12'] }, {}, { places: '123:A:Town' }), false);
});

/** Of the first forty ids below, for ever. */
const SAMPLED: readonly string[] = [
  '4000031676',
  '4000134623',
  '4000142542',
  '4000166299',
  '4000261327',
  '4000269246',
  '4000293003',
];

test('samples the share that is asked for, and a smaller share is part of a larger one', () => {
  const ids = Array.from({ length: 20_000 }, (_, k) => String(4_000_000_000 + k * 7919));
  const tenth = ids.filter((id) => isSampled(id, 0.1));
  const fifth = new Set(ids.filter((id) => isSampled(id, 0.2)));
  assert.ok(Math.abs(tenth.length - 2000) < 200, `${tenth.length} of 20,000`);
  assert.ok(tenth.every((id) => fifth.has(id)));
  // The same for ever: a job that goes on takes the same ones.
  assert.deepEqual(
    ids.slice(0, 40).filter((id) => isSampled(id, 0.1)),
    SAMPLED,
  );
});
