import assert from 'node:assert/strict';
import test from 'node:test';
import { COLUMNS } from '../../src/core/fields.js';
import { datasetLine, joinSlices, sliceOf } from './hand-made.js';

const rows = (...ids: readonly string[]) => sliceOf(ids.map((id) => datasetLine(id)));
const side = (...lines: readonly string[]) => sliceOf(lines);

/** The places of each row as `id=items`, `id` alone where there is none. */
function placesOf(slices: Parameters<typeof joinSlices>[0]): {
  readonly joined: string[];
  readonly rejected: string[];
  readonly gaps: number;
} {
  const { rows, tally } = joinSlices(slices);
  return {
    joined: rows.map(({ dataset, items }) =>
      items.places === null ? dataset.photoId : `${dataset.photoId}=${items.places}`,
    ),
    rejected: tally.rejects.map(({ source, line, reason }) => `${source} ${line}: ${reason}`),
    gaps: tally.gaps.places,
  };
}

const NO_ROW = 'Expected a dataset row with this id, got none.';
const TWICE = 'Expected one line with this id, got another before it.';
const ROW_TWICE = 'Expected one row with this id, got another before it.';
const LONG = 'Expected the line to be within --max-line-bytes, got a longer one.';

const CASES = [
  { name: 'joins lines in lockstep', ids: ['1', '2'], lines: ['1\ta', '2\tb'], joined: ['1=a', '2=b'] },
  {
    name: 'keeps a line without items apart from no line',
    ids: ['1', '2'],
    lines: ['1\t'],
    joined: ['1=', '2'],
    gaps: 1,
  },
  {
    name: 'joins a row that has no line at the start',
    ids: ['1', '2', '3'],
    lines: ['2\tb', '3\tc'],
    joined: ['1', '2=b', '3=c'],
    gaps: 1,
  },
  {
    name: 'joins a row that has no line in the middle',
    ids: ['1', '2', '3'],
    lines: ['1\ta', '3\tc'],
    joined: ['1=a', '2', '3=c'],
    gaps: 1,
  },
  { name: 'joins rows when there is no line at all', ids: ['1', '2'], lines: [], joined: ['1', '2'], gaps: 2 },
  {
    name: 'rejects a line that has no row, before, between and behind',
    ids: ['1', '2'],
    lines: ['8\tx', '1\ta', '9\ty', '2\tb', '7\tz'],
    joined: ['1=a', '2=b'],
    rejected: [`places 0: ${NO_ROW}`, `places 2: ${NO_ROW}`, `places 4: ${NO_ROW}`],
  },
  {
    name: 'finds lines in any order',
    ids: ['1', '2', '3'],
    lines: ['3\tc', '1\ta', '2\tb'],
    joined: ['1=a', '2=b', '3=c'],
  },
  {
    name: 'takes the first of two lines with one id, in lockstep',
    ids: ['1', '2'],
    lines: ['1\ta', '1\tagain', '2\tb'],
    joined: ['1=a', '2=b'],
    rejected: [`places 1: ${NO_ROW}`],
  },
  {
    name: 'takes the first of two lines with one id, out of lockstep',
    ids: ['1', '2'],
    lines: ['2\tb', '2\tagain', '1\ta'],
    joined: ['1=a', '2=b'],
    rejected: [`places 1: ${TWICE}`],
  },
  {
    name: 'rejects the second of two rows with one id, and gives the line to the first',
    ids: ['1', '1', '2'],
    lines: ['1\ta', '2\tb'],
    joined: ['1=a', '2=b'],
    rejected: [`dataset 1: ${ROW_TWICE}`],
  },
  {
    name: 'rejects a row that stands three times in any order, but for the first',
    ids: ['1', '2', '1', '3', '1'],
    lines: ['1\ta', '2\tb', '3\tc'],
    joined: ['1=a', '2=b', '3=c'],
    rejected: [`dataset 2: ${ROW_TWICE}`, `dataset 4: ${ROW_TWICE}`],
  },
  {
    name: 'takes no second line for the second of two rows with one id',
    ids: ['1', '1', '2'],
    lines: ['1\ta', '1\tagain', '2\tb'],
    joined: ['1=a', '2=b'],
    rejected: [`dataset 1: ${ROW_TWICE}`, `places 1: ${NO_ROW}`],
  },
  {
    name: 'rejects a line that is none, and stays in step',
    ids: ['1', '2'],
    lines: ['1\ta', 'no tab', '2\tb'],
    joined: ['1=a', '2=b'],
    rejected: ['places 1: Expected an id, a tab and items, got `no tab`.'],
  },
  {
    name: 'counts a gap for a row whose line is none',
    ids: ['1', '2'],
    lines: ['x\ta', '2\tb'],
    joined: ['1', '2=b'],
    gaps: 1,
    rejected: ['places 0: Expected the photo id to be 1 to 20 digits, got `x`.'],
  },
  { name: 'keeps tabs behind the first one', ids: ['1'], lines: ['1\ta\tb'], joined: ['1=a\tb'] },
  { name: 'tells 1 from 01', ids: ['1'], lines: ['01\ta'], joined: ['1'], gaps: 1, rejected: [`places 0: ${NO_ROW}`] },
] as const;

for (const { name, ids, lines, joined, ...rest } of CASES) {
  const rejected = 'rejected' in rest ? [...rest.rejected] : [];
  const gaps = 'gaps' in rest ? rest.gaps : 0;
  test(name, () => {
    assert.deepEqual(placesOf({ dataset: rows(...ids), places: side(...lines) }), {
      joined: [...joined],
      rejected,
      gaps,
    });
  });
}

test('rejects a dataset line that is no row, and its side lines go with it', () => {
  const dataset = sliceOf([datasetLine('1'), `${datasetLine('2')}\textra`, datasetLine('3')]);
  assert.deepEqual(placesOf({ dataset, places: side('1\ta', '2\tb', '3\tc') }), {
    joined: ['1=a', '3=c'],
    rejected: ['dataset 1: Expected 23 or 25 columns, got `26`.'],
    gaps: 0,
  });
});

test('rejects the side line of a dataset line whose id cannot be told', () => {
  assert.deepEqual(placesOf({ dataset: sliceOf(['junk', datasetLine('2')]), places: side('1\ta', '2\tb') }), {
    joined: ['2=b'],
    rejected: ['dataset 0: Expected 23 or 25 columns, got `1`.', `places 0: ${NO_ROW}`],
    gaps: 0,
  });
});

test('rejects overlong lines of either file', () => {
  const dataset = sliceOf([datasetLine('1'), datasetLine('2'), datasetLine('3')], { overlong: [0] });
  const places = sliceOf(['1\ta', '2\tb', '3\tc'], { overlong: [1] });
  assert.deepEqual(placesOf({ dataset, places }), {
    joined: ['2', '3=c'],
    rejected: [`dataset 0: ${LONG}`, `places 1: ${LONG}`],
    gaps: 1,
  });
});

test('joins each file by itself, so that a gap in one leaves the others as they are', () => {
  const { rows: joined, tally } = joinSlices({
    dataset: rows('1', '2', '3'),
    autotags: side('1\tcat:0.9', '3\tdog:0.8'),
    exif: side('1\tA.b:c', '2\tA.b:d', '3\tA.b:e'),
    places: side('2\t1:x:y'),
  });
  assert.deepEqual(
    joined.map(({ lines, items }) => ({ lines, items })),
    [
      {
        lines: { autotags: '1\tcat:0.9', exif: '1\tA.b:c', places: null, hash: null },
        items: { autotags: 'cat:0.9', exif: 'A.b:c', places: null },
      },
      {
        lines: { autotags: null, exif: '2\tA.b:d', places: '2\t1:x:y', hash: null },
        items: { autotags: null, exif: 'A.b:d', places: '1:x:y' },
      },
      {
        lines: { autotags: '3\tdog:0.8', exif: '3\tA.b:e', places: null, hash: null },
        items: { autotags: 'dog:0.8', exif: 'A.b:e', places: null },
      },
    ],
  );
  assert.deepEqual(tally, { gaps: { autotags: 1, exif: 0, places: 2, hash: 0 }, rejects: [] });
});

test('counts no gap for a file that is not there', () => {
  const { rows: joined, tally } = joinSlices({ dataset: rows('1'), places: null });
  assert.deepEqual(joined[0]?.items, { autotags: null, exif: null, places: null });
  assert.deepEqual(tally, { gaps: { autotags: 0, exif: 0, places: 0, hash: 0 }, rejects: [] });
});

test('numbers rejects as the lines of their files', () => {
  const dataset = sliceOf(['junk', datasetLine('2')], { firstLine: 100 });
  const { tally } = joinSlices({ dataset, places: sliceOf(['9\tx', '2\tb'], { firstLine: 98 }) });
  assert.deepEqual(tally.rejects, [
    { source: 'dataset', line: 100, photo_id: null, reason: 'Expected 23 or 25 columns, got `1`.', text: 'junk' },
    { source: 'places', line: 98, photo_id: '9', reason: NO_ROW, text: '9\tx' },
  ]);
});

test('gives a row of 23 columns its hash, and leaves the one that a row of 25 has', () => {
  const cells = datasetLine('1', { photo_hash: 'own' }).split('\t');
  const short = cells.filter((_, column) => column !== COLUMNS.line_number && column !== COLUMNS.photo_hash).join('\t');
  for (const [line, hashLines, hash, statesHash] of [
    [short, ['1\tabc'], 'abc', true],
    [short, ['1\t'], '', true],
    [short, ['2\tabc'], '', false],
    [short, null, '', false],
    [cells.join('\t'), ['1\tabc'], 'own', true],
  ] as const) {
    const { rows: joined } = joinSlices({ dataset: sliceOf([line]), hash: hashLines && sliceOf(hashLines) });
    assert.equal(joined[0]?.dataset.cells[COLUMNS.photo_hash], hash);
    assert.equal(joined[0].dataset.statesHash, statesHash);
  }
});

test('rejects a row that is set aside, with the side lines of its id, and tells of each row before it', () => {
  const told: number[] = [];
  const { rows: joined, tally } = joinSlices(
    { dataset: rows('1', '2', '3'), places: side('1\ta', '2\tb', '3\tc') },
    { setAside: new Set([1]), onRow: (index) => void told.push(index) },
  );
  assert.deepEqual(
    joined.map(({ index, items }) => [index, items.places]),
    [
      [0, 'a'],
      [2, 'c'],
    ],
  );
  assert.deepEqual(told, [0, 1, 2]);
  assert.deepEqual(tally.rejects, [
    {
      source: 'dataset',
      line: 1,
      photo_id: '2',
      reason: 'Expected this row to become a record, but worker threads died at it, and so it was set aside.',
      text: datasetLine('2'),
    },
  ]);
});
