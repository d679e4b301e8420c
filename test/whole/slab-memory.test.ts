import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { align } from '../../src/engine/align.js';
import { LineWindow } from '../../src/engine/line-window.js';
import { pieces } from '../../src/engine/pieces.js';
import { SLAB_BYTES, SlabPool } from '../../src/bz2/slabs.js';
import { makeLines } from './sources.js';

const ROWS = 1000;
const SHARD_ROWS = 2000;

/** `times` times the same rows, as chunks that are cut anywhere. */
async function* repeated(lines: readonly string[], times: number): AsyncGenerator<Uint8Array> {
  const text = Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1');
  for (let k = 0; k < times; k++) {
    yield text.subarray(0, 100_001);
    yield await Promise.resolve(text.subarray(100_001));
  }
}

/** The most slabs that were in use at once while the files were cut into shards, and those that are in use at the end. */
async function slabsOf(
  times: number,
): Promise<{ readonly most: number; readonly left: number; readonly rows: number }> {
  const lines = makeLines(ROWS);
  const slabs = new SlabPool();
  const open = (source: 'dataset' | 'exif'): LineWindow =>
    new LineWindow(pieces(repeated(lines[source], times), slabs), slabs, {
      source,
      file: source,
      maxLineBytes: 1 << 20,
      maxWindowBytes: 1 << 28,
    });
  const windows = { dataset: open('dataset'), autotags: null, exif: open('exif'), places: null, hash: null };
  let most = 0;
  let rows = 0;
  for await (const { slices, slabs: held } of align(windows, {
    shardRows: SHARD_ROWS,
    from: 0,
    to: Infinity,
    lookAhead: 100,
    resume: null,
    stop: new AbortController().signal,
  })) {
    most = Math.max(most, slabs.live);
    rows += slices.dataset.lines;
    for (const slab of held) slabs.release(slab);
  }
  await windows.dataset.close();
  await windows.exif.close();
  return { most, left: slabs.live, rows };
}

describe('memory of the main thread', () => {
  it('is that of a shard and its look-ahead, whatever the length of the files', { timeout: 30_000 }, async () => {
    // Both are many slabs long, so that all that can be in use at once has been.
    const long = await slabsOf(200);
    const longer = await slabsOf(2000);
    assert.deepEqual([long.rows, longer.rows], [200 * ROWS, 2000 * ROWS]);
    assert.deepEqual([long.left, longer.left], [0, 0]);
    assert.ok(
      longer.most <= long.most,
      `${longer.most} slabs of ${SLAB_BYTES} bytes for the longer files, ${long.most} for the long ones`,
    );
  });
});
