import assert from 'node:assert/strict';
import test from 'node:test';
import { align, type AlignOptions } from '../../src/engine/align.js';
import { collect } from '../core/collect.js';
import { windowOver } from './feed.js';

/** What comes of a dataset file in chunks of 1,000 lines when the signal is given as a chunk is read, and the chunks read. */
async function stoppedAt(
  chunk: number,
  options: Partial<AlignOptions>,
): Promise<{ readonly rows: number; readonly read: number }> {
  const stop = new AbortController();
  let read = 0;
  function* chunks(): Generator<string> {
    for (;;) {
      read++;
      if (read === chunk) stop.abort();
      yield 'a line\n'.repeat(1000);
    }
  }
  const dataset = windowOver(chunks());
  const all = { shardRows: 1000, from: 0, to: Infinity, lookAhead: 10, resume: null, stop: stop.signal, ...options };
  const shards = await collect(align({ dataset, autotags: null, exif: null, places: null, hash: null }, all));
  await dataset.close();
  return { rows: shards.reduce((sum, { slices }) => sum + slices.dataset.lines, 0), read };
}

const FAR = { dataset: 1_000_000, autotags: 0, exif: 0, places: 0, hash: 0 };

const STOPS = [
  // One line of the next shard is read to know whether a shard is the last one.
  { when: 'between two shards', options: {}, rows: 24_000, read: 25 },
  { when: 'while it skips what lies before the range', options: { from: 1_000_000 }, rows: 0, read: 25 },
  { when: 'while it skips to where it goes on', options: { resume: { shard: 7, cursors: FAR } }, rows: 0, read: 30 },
] as const;

for (const { when, options, rows, read } of STOPS) {
  test(`ends at the signal ${when}`, async () => {
    assert.deepEqual(await stoppedAt(25, options), { rows, read });
  });
}

test('gives nothing, and reads nothing, when the signal was given before', async () => {
  const read: string[] = [];
  function* chunks(): Generator<string> {
    read.push('a chunk');
    yield 'a line\n';
  }
  const dataset = windowOver(chunks());
  const options = { shardRows: 1, from: 0, to: Infinity, lookAhead: 1, resume: null, stop: AbortSignal.abort() };
  assert.deepEqual(
    await collect(align({ dataset, autotags: null, exif: null, places: null, hash: null }, options)),
    [],
  );
  await dataset.close();
  assert.deepEqual(read, []);
});
