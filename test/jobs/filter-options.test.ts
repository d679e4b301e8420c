import assert from 'node:assert/strict';
import test from 'node:test';
import { NO_FILTER, type Filter } from '../../src/core/filter.js';
import { FILTER_DEFAULTS, parseFilter, type FilterOptions } from '../../src/jobs/filter-options.js';

function parse(options: FilterOptions): Filter | null {
  return parseFilter({ ...FILTER_DEFAULTS, ...options });
}

test('is none where nothing is asked for', () => {
  assert.equal(parse({}), null);
  assert.equal(parse({ minAccuracy: 0, sample: 1, tag: [] }), null);
});

const READ: readonly (readonly [FilterOptions, Partial<Filter>])[] = [
  [{ kind: ['photo', 'video'] }, { kinds: ['photo', 'video'] }],
  [{ license: ['by,by-nc', 'commercial'] }, { licenses: ['by', 'by-nc', 'by', 'by-sa', 'by-nd'] }],
  [{ bbox: ['5.9,45.8,10.5,47.8'] }, { boxes: [{ west: 5.9, south: 45.8, east: 10.5, north: 47.8 }] }],
  [{ bbox: ['170,-10,-170,10'] }, { boxes: [{ west: 170, south: -10, east: -170, north: 10 }] }],
  [{ minAccuracy: 12 }, { minAccuracy: 12 }],
  [{ taken: ['2010..2012-06'] }, { taken: [{ from: '2010', to: '2012-06' }] }],
  [{ taken: ['2010-01-02T03:04:05..'] }, { taken: [{ from: '2010-01-02 03:04:05', to: null }] }],
  [{ uploaded: ['..1300000000'] }, { uploaded: [{ from: null, to: 1_300_000_000 }] }],
  [{ uploaded: ['2010..2010-01-02'] }, { uploaded: [{ from: 1_262_304_000, to: 1_262_390_400 }] }],
  [{ tag: ['new york', 'a,b'] }, { tags: ['new york', 'a,b'] }],
  [
    { autotag: ['beach', 'french window:0.75'] },
    {
      autotags: [
        { concept: 'beach', min: 0 },
        { concept: 'french window', min: 0.75 },
      ],
    },
  ],
  [{ place: ['560743'] }, { places: ['560743'] }],
  [
    { camera: ['Canon'], user: ['1@N00'] },
    { cameras: ['Canon'], users: ['1@N00'] },
  ],
  [{ sample: 0.01 }, { sample: 0.01 }],
];

for (const [options, part] of READ) {
  test(`reads ${JSON.stringify(options)}`, () => {
    assert.deepEqual(parse(options), { ...NO_FILTER, ...part });
  });
}

const REFUSED: readonly FilterOptions[] = [
  { kind: ['photos'] },
  { license: ['cc'] },
  { license: [''] },
  { bbox: ['1,2,3'] },
  { bbox: ['1,2,3,x'] },
  { bbox: ['1,5,3,4'] },
  { bbox: ['1,,3,4'] },
  { bbox: ['-181,0,0,1'] },
  { taken: ['2010'] },
  { taken: ['..'] },
  { taken: ['2010..2011..2012'] },
  { taken: ['10..11'] },
  { uploaded: ['2010-13..'] },
  { uploaded: ['x..'] },
  { tag: [''] },
  { autotag: ['beach:'] },
  { autotag: ['beach:2'] },
  { autotag: [':0.5'] },
  { sample: 0 },
  { sample: 1.5 },
];

for (const options of REFUSED) {
  test(`refuses ${JSON.stringify(options)}, and says what was expected`, () => {
    assert.throws(() => parse(options), { code: 'usage', message: /^Expected --[a-z-]+ to be .*, got .+\.$/ });
  });
}
