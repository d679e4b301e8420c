import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { test } from 'node:test';
import { CHUNK_ROWS, makeTable } from '../../src/core/row-table.js';
import gather from '../../workers/gather.js';
import rowKeys from '../../workers/row-keys.js';
import sideRun from '../../workers/side-run.js';
import { datasetLine, sliceOf } from '../core/hand-made.js';
import { scratchFolder } from '../whole/scratch.js';

const scratch = await scratchFolder('gather');
const BUFFER_BYTES = 16;

/** Rows 100, 101, ... of a dataset file, and what is in the buckets of these runs of side lines. */
function gathered(name: string, rows: number, runs: readonly (readonly string[])[], bucketRows: number): string[] {
  const keys = new SharedArrayBuffer(CHUNK_ROWS * Float64Array.BYTES_PER_ELEMENT);
  const ids = Array.from({ length: rows }, (_, row) => datasetLine(String(100 + row)));
  rowKeys({ kind: 'keys', slice: sliceOf(ids), keys, at: 0 });
  const table = makeTable([keys], rows);
  rowKeys({ kind: 'table', table });
  const buckets = { bucketRows, count: Math.ceil(rows / bucketRows) };
  const files = runs.map((_, k) => join(scratch, `${name}-${k}.run`));
  for (const [k, lines] of runs.entries()) {
    const file = files[k] ?? '';
    const reply = sideRun({ slice: sliceOf(lines), table, buckets, maxLineBytes: 1024, file, tmpFile: `${file}.tmp` });
    assert.equal(reply.status, 'done');
  }
  return Array.from({ length: buckets.count + 1 }, (_, bucket) => {
    const into = Array.from({ length: 40 }, () => new SharedArrayBuffer(BUFFER_BYTES));
    const { parts } = gather({ files, bucket, into });
    const text = parts
      .map(({ length }, k) => Buffer.from(into[k] ?? new ArrayBuffer(0), 0, length).toString())
      .join('');
    const newlines = parts.flatMap(({ newlines }, k) => [...newlines].map((at) => k * BUFFER_BYTES + at));
    assert.deepEqual(
      newlines,
      [...text.matchAll(/\n/g)].map(({ index }) => index),
    );
    return text;
  });
}

test('gives the lines of all runs bucket by bucket in the order of the rows, over the ends of buffers', () => {
  const runs = [
    ['104\tfour', '100\tzero', '999\tno row'],
    ['103\tthree, which is longer than a buffer', 'no line', '101\tone'],
    ['102\ttwo', '104\tfour again'],
  ];
  assert.deepEqual(gathered('order', 5, runs, 2), [
    '100\tzero\n101\tone\n',
    '102\ttwo\n103\tthree, which is longer than a buffer\n',
    '104\tfour\n104\tfour again\n',
    '999\tno row\nno line\n',
  ]);
});

test('keeps a run that is there', () => {
  gathered('kept', 2, [['101\tone', '100\tzero']], 10);
  assert.deepEqual(gathered('kept', 2, [['100\tanother']], 10), ['100\tzero\n101\tone\n', '']);
});
