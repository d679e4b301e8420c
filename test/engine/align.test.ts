import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { SOURCES } from '../../src/core/fields.js';
import {
  edited,
  editedRows,
  edits,
  joinShards,
  joinWhole,
  linesOf,
  rowsOf,
  shardsOf,
  strayLines,
  type Files,
} from './aligned.js';
import { sliceText } from './feed.js';

/** Files that were aligned once, with what may have happened to them since. */
const anyFiles: fc.Arbitrary<Files> = fc
  .record({
    count: fc.integer({ min: 1, max: 120 }),
    dataset: edits('drop', 'stray', 'junk', 'twice'),
    exif: edits('drop', 'stray', 'junk', 'twice'),
    places: edits('drop', 'stray', 'junk', 'twice'),
  })
  .map(({ count, dataset, exif, places }) => ({
    dataset: editedRows(count, dataset),
    exif: edited(linesOf(0, count), exif),
    places: edited(linesOf(0, count), places),
  }));

const anyShardRows = fc.integer({ min: 1, max: 40 });

/** What a shard is, without the buffers that it lies in. */
const shape = (shards: Awaited<ReturnType<typeof shardsOf>>) =>
  shards.map(({ shard, slices, cursors, isLast, lost, unread }) => ({
    shard,
    slices: SOURCES.map(
      (source) => slices[source] && [slices[source].firstLine, slices[source].lines, sliceText(slices[source])],
    ),
    cursors,
    isLast,
    lost,
    unread,
  }));

test('gives every line of every file exactly once and in order, whatever is missing or extra', async () => {
  await fc.assert(
    fc.asyncProperty(anyFiles, anyShardRows, async (files, shardRows) => {
      const shards = await shardsOf(files, { shardRows });
      for (const source of ['dataset', 'exif', 'places'] as const) {
        const texts = shards.map(({ slices }) => (slices[source] === null ? '' : sliceText(slices[source])));
        const all = shards.length === 0 ? [] : (files[source] ?? []);
        assert.equal(texts.join(''), all.map((line) => `${line}\n`).join(''));
      }
    }),
  );
});

test('joins shard by shard to what a join of the whole files gives', async () => {
  await fc.assert(
    fc.asyncProperty(anyFiles, anyShardRows, async (files, shardRows) => {
      fc.pre(files.dataset.length > 0);
      assert.deepEqual(joinShards(await shardsOf(files, { shardRows })), joinWhole(files));
    }),
  );
});

test('joins right with any look-ahead, however many side lines in a row are missing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 120 }),
      edits('drop'),
      anyShardRows,
      fc.integer({ min: 1, max: 12 }),
      async (count, drops, shardRows, lookAhead) => {
        // The first lines stay, 5 % of the first shard and its look-ahead: a file whose beginning is missing is refused.
        const what = ['keep', 'keep', 'keep', ...drops] as const;
        const files = { dataset: rowsOf(0, count), places: edited(linesOf(0, count), what) };
        assert.deepEqual(joinShards(await shardsOf(files, { shardRows, lookAhead })), joinWhole(files));
      },
    ),
  );
});

test('keeps the part of a lone row between two long gaps', async () => {
  const places = [...linesOf(0, 3), ...linesOf(12, 13), ...linesOf(33, 53)];
  const files = { dataset: rowsOf(0, 53), places };
  assert.deepEqual(joinShards(await shardsOf(files, { shardRows: 12, lookAhead: 9 })), joinWhole(files));
});

test('gives every line at most once and in order with any look-ahead', async () => {
  await fc.assert(
    fc.asyncProperty(anyFiles, anyShardRows, fc.integer({ min: 1, max: 12 }), async (files, shardRows, lookAhead) => {
      const shards = await shardsOf(
        { ...files, places: [...linesOf(0, 1), ...(files.places ?? [])] },
        { shardRows, lookAhead },
      ).catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'not-aligned') return [];
        throw error;
      });
      for (const source of ['exif', 'places'] as const) {
        let next = 0;
        for (const { slices, cursors } of shards) {
          assert.equal(slices[source]?.firstLine, next);
          next += slices[source]?.lines ?? 0;
          assert.equal(cursors[source], next);
        }
      }
    }),
  );
});

test('goes on from the cursors of any shard with the very shards that would have come', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyFiles,
      anyShardRows,
      fc.integer({ min: 1, max: 60 }),
      fc.nat(30),
      async (files, shardRows, lookAhead, pick) => {
        const options = { shardRows, lookAhead };
        const shards = await shardsOf(files, options).catch(() => []);
        const done = shards[pick % Math.max(1, shards.length)];
        if (done === undefined || done.isLast) return;
        const resumed = await shardsOf(files, { ...options, resume: { shard: done.shard + 1, cursors: done.cursors } });
        assert.deepEqual(shape(resumed), shape(shards.slice(done.shard + 1)));
      },
    ),
  );
});

test('joins the rows of a range to what they are in the whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyFiles,
      anyShardRows,
      fc.nat(100),
      fc.integer({ min: 1, max: 100 }),
      async (files, shardRows, from, count) => {
        const shards = await shardsOf(files, { shardRows, from, to: from + count });
        const whole = await shardsOf(files, { shardRows: 1 });
        assert.deepEqual(joinShards(shards).rows, joinShards(whole.slice(from, from + count)).rows);
      },
    ),
  );
});

const LAST_SHARDS = [
  ['a whole number of shards', 8, Infinity, [4, 4]],
  ['a shorter last shard', 9, Infinity, [4, 4, 1]],
  ['fewer rows than a shard', 3, Infinity, [3]],
  ['no row', 0, Infinity, []],
  ['a range that ends inside the file', 20, 6, [4, 2]],
  ['a range that ends with a shard', 20, 8, [4, 4]],
  ['a range that ends with the file', 8, 8, [4, 4]],
  ['a range that ends beyond the file', 5, 100, [4, 1]],
] as const;

for (const [what, count, to, expected] of LAST_SHARDS) {
  test(`marks the last shard of ${what}`, async () => {
    const shards = await shardsOf({ dataset: rowsOf(0, count), places: linesOf(0, count) }, { to });
    assert.deepEqual(
      shards.map(({ slices }) => slices.dataset.lines),
      expected,
    );
    assert.deepEqual(
      shards.map(({ isLast }) => isLast),
      expected.map((_, k) => k === expected.length - 1),
    );
    assert.deepEqual(
      shards.map(({ shard }) => shard),
      [...expected.keys()],
    );
  });
}

test('gives nothing for a range behind the end of the file', async () => {
  assert.deepEqual(await shardsOf({ dataset: rowsOf(0, 5), places: linesOf(0, 5) }, { from: 5 }), []);
  assert.deepEqual(await shardsOf({ dataset: rowsOf(0, 5) }, { from: 500, to: 600 }), []);
});

test('starts a range where its rows are, though lines before it are missing', async () => {
  const files = { dataset: rowsOf(0, 30), places: [...linesOf(0, 2), ...linesOf(9, 30)] };
  const [first] = await shardsOf(files, { from: 12, to: 15 });
  assert.equal(first?.slices.dataset.firstLine, 12);
  assert.equal(
    first?.slices.places && sliceText(first.slices.places),
    linesOf(12, 15)
      .map((line) => `${line}\n`)
      .join(''),
  );
});

test('has no slice and no cursor of a file that is not there', async () => {
  const [only] = await shardsOf({ dataset: rowsOf(0, 2) });
  assert.deepEqual([only?.slices.autotags, only?.slices.exif, only?.slices.places], [null, null, null]);
  assert.deepEqual(only?.cursors, { dataset: 2, autotags: 0, exif: 0, places: 0, hash: 0 });
});

test('flags a file that has lost the rows, holds it, and meets them again', async () => {
  // Rows 6 to 39 have no line, which is more than the look-ahead.
  const files = { dataset: rowsOf(0, 60), places: [...linesOf(0, 6), ...linesOf(40, 60)], exif: linesOf(0, 60) };
  const shards = await shardsOf(files, { lookAhead: 10 });
  assert.deepEqual(shards[0]?.lost, []);
  const lost = shards.filter((shard) => shard.lost.length > 0);
  assert.ok(lost.length > 0);
  for (const { lost: sources, cursors } of lost) {
    assert.deepEqual(sources, ['places']);
    assert.equal(cursors.places, 6);
  }
  assert.deepEqual(shards.at(-1)?.lost, []);
  assert.deepEqual(joinShards(shards), joinWhole(files));
});

test('flags no file when the gap is within the look-ahead', async () => {
  const files = { dataset: rowsOf(0, 60), places: [...linesOf(0, 6), ...linesOf(40, 60)] };
  const shards = await shardsOf(files, { lookAhead: 40 });
  assert.deepEqual(
    shards.flatMap(({ lost }) => lost),
    [],
  );
});

test('flags no file that just ends early', async () => {
  const files = { dataset: rowsOf(0, 40), places: linesOf(0, 10) };
  const shards = await shardsOf(files, { lookAhead: 5 });
  assert.equal(joinShards(shards).gaps.places, 30);
  assert.deepEqual(
    shards.flatMap(({ lost, unread }) => lost.concat(unread)),
    [],
  );
});

const EXTRA = [
  { name: 'takes extra lines at the end up to the look-ahead', strays: 5, lines: 7, unread: [] },
  { name: 'leaves lines beyond the look-ahead unread, and names their file', strays: 6, lines: 7, unread: ['places'] },
] as const;

for (const { name, strays, lines, unread } of EXTRA) {
  test(name, async () => {
    const files = { dataset: rowsOf(0, 10), exif: linesOf(0, 10), places: [...linesOf(0, 10), ...strayLines(strays)] };
    const shards = await shardsOf(files, { lookAhead: 5 });
    assert.deepEqual(
      shards.map((shard) => shard.unread),
      [[], [], unread],
    );
    assert.equal(shards.at(-1)?.slices.places?.lines, lines);
  });
}

test('refuses a file that has nothing in common with the dataset file', async () => {
  const files = { dataset: rowsOf(0, 100), exif: linesOf(0, 100), places: strayLines(90) };
  await assert.rejects(shardsOf(files, { shardRows: 10, lookAhead: 20 }), {
    code: 'not-aligned',
    message:
      'Expected places to be in the order of the dataset file, but hardly any of its first 90 lines has the id of one of the first 100 rows. Leave this file out, or raise --look-ahead if its beginning is missing.',
    facts: { source: 'places', line: 0 },
  });
});

test('refuses a file that is sorted by id, though a few of its first ids are by chance among the first rows', async () => {
  // As autotags-v1 and the real dataset file: of 10^8 ids in no order, about four of the least 20,000 stand among the
  // first 20,000 rows. Here it is three among 200.
  const ids = Array.from({ length: 2000 }, (_, k) => 10_000 + ((k * 7919) % 20_011));
  for (const [row, id] of [
    [30, 10_050],
    [120, 10_020],
    [150, 10_120],
  ] as const)
    ids[row] = id;
  const sorted = Array.from({ length: 2000 }, (_, k) => `${10_000 + k}\titem`);
  const common = ids.slice(0, 200).filter((id) => id < 10_200).length;
  assert.ok(common <= 6, `${common} ids meet by chance`);
  const files = { dataset: ids.flatMap((id) => rowsOf(id - 1000, id - 999)), autotags: sorted };
  await assert.rejects(shardsOf(files, { shardRows: 100, lookAhead: 100 }), { code: 'not-aligned' });
});
