import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cutOrdered, type RowLines } from '../../src/engine/cut-ordered.js';
import type { SideCut } from '../../src/engine/cut.js';
import { joinShards, joinWhole, linesOf, rowsOf, shardsOf, strayLines } from './aligned.js';
import { windowOf } from './feed.js';

const ROWS = 100;
const rows100 = rowsOf(0, ROWS);
const kept = (lines: number): SideCut => ({ lines, sync: 'kept', isRelated: true, isUnread: false });

/** Of a file that has the lines of these rows. */
function rowLinesOf(rows: readonly number[]): RowLines {
  return { lineOf: (row) => rows.filter((at) => at < row).length };
}

describe('cutOrdered', () => {
  it('cuts at the line that a row begins at, however many rows in front of it have none', async () => {
    const side = [...linesOf(0, 3), ...linesOf(60, ROWS)];
    const rows = [0, 1, 2, ...Array.from({ length: 40 }, (_, k) => 60 + k)];
    assert.deepEqual(await cutOrdered(windowOf(rows100), windowOf(side), 50, 1, rowLinesOf(rows)), kept(3));
    assert.deepEqual(await cutOrdered(windowOf(rows100), windowOf(side), 70, 1, rowLinesOf(rows)), kept(13));
  });

  it('reads on until it is known where the row begins', async () => {
    const side = windowOf(linesOf(0, ROWS));
    const lineOf = (row: number): number | null => (side.available === 0 ? null : row);
    assert.deepEqual(await cutOrdered(windowOf(rows100), side, 50, 1, { lineOf }), kept(50));
  });

  it('takes all lines when the file ends without one for the row or behind it', async () => {
    const side = windowOf(linesOf(0, 20));
    assert.deepEqual(await cutOrdered(windowOf(rows100), side, 50, 1, { lineOf: () => null }), kept(20));
  });

  it('takes no line of a file that begins behind the row', async () => {
    const side = windowOf(linesOf(60, ROWS));
    await side.skip(5);
    assert.deepEqual(await cutOrdered(windowOf(rows100), side, 2, 1, { lineOf: (row) => row }), kept(0));
  });

  it('takes the lines of no row at the end of the dataset file, and says when there are more than the look-ahead', async () => {
    const side = [...linesOf(0, ROWS), ...strayLines(9)];
    const rowLines = { lineOf: (row: number) => row };
    assert.deepEqual(await cutOrdered(windowOf(rows100), windowOf(side), ROWS, 9, rowLines), kept(ROWS + 9));
    assert.deepEqual(await cutOrdered(windowOf(rows100), windowOf(side), ROWS, 5, rowLines), {
      lines: ROWS + 5,
      sync: 'kept',
      isRelated: true,
      isUnread: true,
    });
  });

  it('gives the join of the whole files, whatever the shard, where no look-ahead would do', async () => {
    const rows = [0, 1, 2, ...Array.from({ length: 30 }, (_, k) => 70 + k)];
    const files = { dataset: rows100, autotags: [...linesOf(0, 3), ...linesOf(70, ROWS)] };
    for (const shardRows of [1, 4, 33]) {
      const shards = await shardsOf(files, { shardRows, lookAhead: 1, ordered: { autotags: rowLinesOf(rows) } });
      assert.deepEqual(joinShards(shards), joinWhole(files));
      assert.deepEqual(
        shards.flatMap(({ lost }) => lost),
        [],
      );
    }
  });
});
