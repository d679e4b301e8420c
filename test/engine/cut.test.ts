import assert from 'node:assert/strict';
import test from 'node:test';
import { findCut, type SideCut } from '../../src/engine/cut.js';
import { datasetLine } from '../core/hand-made.js';
import { linesOf, rowsOf, strayLines } from './aligned.js';
import { windowOf } from './feed.js';

const cutOf = (
  dataset: readonly string[],
  side: readonly string[],
  rows: number,
  lookAhead: number,
): Promise<SideCut> => findCut(windowOf(dataset), windowOf(side), rows, lookAhead);

const kept = (lines: number): SideCut => ({ lines, sync: 'kept', isRelated: true, isUnread: false });

const rows100 = rowsOf(0, 100);

/** Where the file of 100 rows is cut behind its first ten, for each side. */
const CUTS = [
  { name: 'where lockstep says', side: linesOf(0, 100), lines: 10 },
  { name: 'earlier where lines before are missing', side: [...linesOf(0, 3), ...linesOf(6, 100)], lines: 7 },
  { name: 'later where lines before are extra', side: [...strayLines(5), ...linesOf(0, 100)], lines: 15 },
  {
    name: 'before the next line there is where the first one behind is missing',
    side: [...linesOf(0, 10), ...linesOf(12, 100)],
    lines: 10,
  },
  {
    name: 'before the next line there is where many behind are missing',
    side: [...linesOf(0, 10), ...linesOf(40, 100)],
    lines: 10,
  },
  {
    name: 'behind strays that stand at the cut',
    side: [...linesOf(0, 10), ...strayLines(3), ...linesOf(10, 100)],
    lines: 13,
  },
  {
    name: 'before both of two lines with one id',
    side: [...linesOf(0, 10), ...linesOf(10, 11), ...linesOf(10, 100)],
    lines: 10,
  },
  {
    name: 'before all of many lines with one id',
    side: [...linesOf(0, 10), ...Array.from({ length: 9 }, () => linesOf(10, 11)).flat(), ...linesOf(11, 100)],
    lines: 10,
  },
  { name: 'over lines that are none', side: [...linesOf(0, 8), 'junk', '', 'x\ty', ...linesOf(8, 100)], lines: 13 },
  { name: 'at nothing where the file has ended', side: [], lines: 0 },
  {
    name: 'far away where hundreds of lines are extra',
    side: [...linesOf(0, 5), ...strayLines(400), ...linesOf(5, 100)],
    lines: 410,
  },
] as const;

for (const { name, side, lines } of CUTS) {
  test(`cuts ${name}`, async () => {
    assert.deepEqual(await cutOf(rows100, side, 10, 500), kept(lines));
  });
}

const LEFT = [
  { name: 'nothing', strays: 0, lines: 10, isUnread: false },
  { name: 'fewer lines than the look-ahead', strays: 3, lines: 13, isUnread: false },
  { name: 'as many lines as the look-ahead', strays: 5, lines: 15, isUnread: false },
  { name: 'more lines than the look-ahead', strays: 6, lines: 15, isUnread: true },
] as const;

for (const { name, strays, lines, isUnread } of LEFT) {
  test(`takes what is left, within the look-ahead, when the dataset ends and the side file has ${name} more`, async () => {
    const side = [...linesOf(0, 10), ...strayLines(strays)];
    assert.deepEqual(await cutOf(rowsOf(0, 10), side, 10, 5), { lines, sync: 'kept', isRelated: true, isUnread });
  });
}

test('looks past dataset rows whose id cannot be told', async () => {
  const dataset = [...rowsOf(0, 10), 'junk', 'junk', ...rowsOf(12, 100)];
  assert.deepEqual(await cutOf(dataset, linesOf(0, 100), 10, 500), kept(12));
});

test('takes the id of a dataset row that is broken behind it', async () => {
  const dataset = [...rowsOf(0, 10), `${datasetLine('1010')}\textra`, ...rowsOf(11, 100)];
  assert.deepEqual(await cutOf(dataset, [...strayLines(2), ...linesOf(0, 100)], 10, 500), kept(12));
});

test('does not take two lines without an id for one another', async () => {
  // The row behind the shard is broken, and so is the line that lockstep predicts; that line belongs a row later.
  const dataset = [...rowsOf(0, 10), 'junk', ...rowsOf(11, 100)];
  const side = [...linesOf(0, 5), ...linesOf(6, 10), ...linesOf(11, 12), 'junk', ...linesOf(12, 100)];
  assert.deepEqual(await cutOf(dataset, side, 10, 500), kept(9));
});

test('holds the file behind its last line of the shard when no id meets within the look-ahead', async () => {
  assert.deepEqual(await cutOf(rows100, [...linesOf(0, 8), ...linesOf(60, 100)], 10, 20), {
    lines: 8,
    sync: 'lost',
    isRelated: true,
    isUnread: false,
  });
});

/** A look-ahead of 90 behind a shard of 10 rows: of the 100 ids that both sides see, 5 % must meet. */
const RELATED = [
  { name: 'not related when no id meets', common: 0, isRelated: false },
  { name: 'not related when fewer than 5 % of the ids meet', common: 4, isRelated: false },
  { name: 'related when 5 % of the ids meet', common: 5, isRelated: true },
] as const;

for (const { name, common, isRelated } of RELATED) {
  test(`says that a file is ${name}`, async () => {
    const side = [...linesOf(0, common), ...strayLines(200)];
    const cut = await cutOf(rowsOf(0, 200), side, 10, 90);
    assert.deepEqual(cut, { lines: common, sync: 'lost', isRelated, isUnread: false });
  });
}

test('finds the next line also where hardly any row has one', async () => {
  const side = [...linesOf(3, 4), ...linesOf(50, 51), ...linesOf(150, 400)];
  assert.deepEqual(await cutOf(rowsOf(0, 400), side, 10, 90), { ...kept(1), isRelated: false });
});

test('says that a file is kept, not unrelated, when it ends within the look-ahead', async () => {
  assert.deepEqual(await cutOf(rows100, strayLines(29), 10, 20), kept(0));
  assert.deepEqual(await cutOf(rows100, [...linesOf(0, 8), ...strayLines(5)], 10, 20), kept(8));
});

/** Rows whose lines stand in each other's place, in the order of the side file, and where it is cut. */
const SWAPPED = [
  ['right behind a cut', [11, 10], 10],
  ['right before a cut', [9, 8], 10],
] as const;

for (const [where, [first, second], lines] of SWAPPED) {
  test(`keeps neighbours together that are swapped ${where}`, async () => {
    const from = Math.min(first, second);
    const side = [
      ...linesOf(0, from),
      ...linesOf(first, first + 1),
      ...linesOf(second, second + 1),
      ...linesOf(from + 2, 100),
    ];
    assert.deepEqual(await cutOf(rows100, side, 10, 500), kept(lines));
  });
}

test('reads lines with CRLF, and ids of twenty digits', async () => {
  const id = (row: number): string => String(10n ** 19n + BigInt(row));
  const dataset = Array.from({ length: 20 }, (_, row) => `${datasetLine(id(row))}\r`);
  const side = Array.from({ length: 20 }, (_, row) => `${id(row)}\t\r`);
  assert.deepEqual(await cutOf(dataset, side.slice(2), 10, 20), kept(8));
});
