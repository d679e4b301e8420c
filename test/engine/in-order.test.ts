import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInOrder } from '../../src/engine/in-order.js';
import { linesOf, rowsOf, strayLines } from './aligned.js';
import { windowOf } from './feed.js';

const ROWS = 200;

/** As many lines, in no order. */
const SHUFFLED = Array.from({ length: ROWS }, (_, k) => linesOf((k * 77) % ROWS, ((k * 77) % ROWS) + 1)).flat();

const CASES: readonly { readonly name: string; readonly lines: readonly string[]; readonly is: boolean }[] = [
  { name: 'of the same ids in the same order', lines: linesOf(0, ROWS), is: true },
  { name: 'without every third row', lines: linesOf(0, ROWS).filter((_, k) => k % 3 !== 0), is: true },
  {
    name: 'with a few lines that changed places',
    lines: [...linesOf(1, 2), ...linesOf(0, 1), ...linesOf(2, ROWS)],
    is: true,
  },
  { name: 'that begins later', lines: linesOf(150, 400), is: true },
  { name: 'without a line', lines: [], is: true },
  { name: 'of the same ids in no order', lines: SHUFFLED, is: false },
  { name: 'of the same ids from last to first', lines: linesOf(0, ROWS).toReversed(), is: false },
  {
    name: 'of ids of which every tenth is in both',
    lines: linesOf(0, ROWS).map((line, k) => (k % 10 === 0 ? line : (strayLines(ROWS)[k] ?? ''))),
    is: false,
  },
  { name: 'of other ids', lines: strayLines(ROWS), is: false },
];

for (const { name, lines, is } of CASES) {
  test(`says ${is ? 'yes' : 'no'} to a file ${name}`, async () => {
    const windows = [windowOf(rowsOf(0, ROWS)), windowOf(lines)] as const;
    assert.equal(await isInOrder(...windows, ROWS), is);
    for (const window of windows) await window.close();
  });
}
