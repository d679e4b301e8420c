import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PART_SOURCES } from '../../src/core/fields.js';
import { lockOutput } from '../../src/engine/job-lock.js';
import { run } from '../../src/jobs/run.js';
import type { RunOptions } from '../../src/jobs/run-options.js';
import { status } from '../../src/jobs/status.js';
import { startYfcc } from './command.js';
import { scratchFolder } from './scratch.js';
import { makeLines, writeSources, type Lines } from './sources.js';
import { outputTree, recordText, treeOf } from './tree.js';

const scratch = await scratchFolder('unordered');
const ROWS = 3000;

/** More rows than a run has lines, of lines as short as can be. */
const MANY_ROWS = 150_000;

/** The lines in no order, always the same one. */
function shuffled(lines: readonly string[]): string[] {
  const order = lines.map((line, k) => ({ line, at: Math.sin(k * 12.9898) * 43758.5453 }));
  return order.sort((a, b) => (a.at % 1) - (b.at % 1)).map(({ line }) => line);
}

function sortedById(lines: readonly string[]): string[] {
  return lines.toSorted((a, b) => Number(a.split('\t')[0]) - Number(b.split('\t')[0]));
}

const aligned = makeLines(ROWS);
// As in autotags-v1, rows without a tag have no line.
aligned.autotags = aligned.autotags.filter((line) => !line.endsWith('\t'));
aligned.exif.splice(70, 0, `${aligned.exif[70]}again`);
aligned.places.splice(90, 0, 'no line at all');
const unordered: Lines = {
  dataset: aligned.dataset,
  autotags: sortedById(aligned.autotags),
  exif: shuffled(aligned.exif),
  places: shuffled(aligned.places).toReversed(),
};
const first = unordered.exif.findIndex((line) => line === aligned.exif[71]);
const second = unordered.exif.findIndex((line) => line === aligned.exif[70]);
// Of two lines with one id the file's first one counts: in both files it is the same one.
if (first < second) [unordered.exif[first], unordered.exif[second]] = [aligned.exif[70] ?? '', aligned.exif[71] ?? ''];

const alignedIn = writeSources(join(scratch, 'aligned'), aligned);
const unorderedIn = writeSources(join(scratch, 'unordered'), unordered);

/** Runs a job; gives its output, its counts, and what it said of the order. */
async function outputOf(name: string, options: Partial<RunOptions>) {
  const out = join(scratch, name);
  const notes: string[] = [];
  const reporter = { start() {}, warn() {}, end() {}, fail() {}, note: (text: string) => notes.push(text) };
  await run({ in: unorderedIn, out, format: 'jsonl', shardRows: 400, threads: 2, ...options }, { reporter });
  const { rows, records, gaps, rejectsBySource } = await status(out);
  return { text: recordText(out), tree: outputOf.treeOf(out), counts: { rows, records, gaps, rejectsBySource }, notes };
}
outputOf.treeOf = (out: string) =>
  Object.fromEntries(Object.entries(outputTree(out)).filter(([path]) => !path.startsWith('.yfcc.store/')));

/** The folder that a store has for a source. */
function folderIn(store: string, source: string): string {
  return join(store, readdirSync(store).find((name) => new RegExp(`^${source}-[0-9a-f]{16}$`).test(name)) ?? source);
}

const isIndexing = (note: string): boolean => note.includes('indexing');

describe('side files that are shuffled or sorted by id', { timeout: 120_000 }, () => {
  it('give the same bytes and counts as aligned ones, for 1, 2 and 4 threads', async () => {
    const expected = await outputOf('expected', { in: alignedIn });
    assert.deepEqual(expected.notes, []);
    assert.deepEqual(expected.counts.rejectsBySource, { dataset: 0, autotags: 0, exif: 1, places: 1, hash: 0 });
    for (const threads of [1, 2, 4]) {
      const { tree, counts, notes } = await outputOf(`threads-${threads}`, { threads });
      assert.deepEqual(tree, expected.tree);
      assert.deepEqual(counts, expected.counts);
      assert.equal(notes.filter(isIndexing).length, PART_SOURCES.length);
    }
  });

  it('give the records of a range', async () => {
    const options = { lines: '1500..1900' };
    const expected = await outputOf('range-expected', { in: alignedIn, ...options });
    assert.equal((await outputOf('range', options)).text, expected.text);
  });

  it('are put in order once for all jobs with one --store, and anew when a file is another one', async () => {
    const store = join(scratch, 'store');
    const one = await outputOf('first', { store });
    assert.equal(one.notes.filter(isIndexing).length, 3);
    const before = treeOf(store);
    const two = await outputOf('second', { store });
    assert.deepEqual(two.notes, []);
    assert.equal(two.text, one.text);
    assert.deepEqual(treeOf(store), before);

    const dir = join(scratch, 'changed');
    const changed = writeSources(dir, { ...unordered, exif: unordered.exif.toReversed() });
    const three = await outputOf('third', { in: changed, store });
    assert.deepEqual(
      three.notes.filter(isIndexing).map((note) => note.split(' ')[0]),
      ['exif'],
    );
    assert.equal(three.counts.records, ROWS);
  });

  it('leave alone what else is in the folder of the store', async () => {
    const store = join(scratch, 'other-store');
    for (const name of ['exif', 'exif-of-mine']) {
      mkdirSync(join(store, name), { recursive: true });
      writeFileSync(join(store, name, 'mine.txt'), 'mine');
    }
    await outputOf('beside', { store });
    for (const name of ['exif', 'exif-of-mine'])
      assert.equal(readFileSync(join(store, name, 'mine.txt'), 'utf8'), 'mine');
  });

  it('of an output folder that is begun anew with another file leave one order a source', async () => {
    await outputOf('anew', {});
    const store = join(scratch, 'anew', '.yfcc.store');
    const before = folderIn(store, 'exif');
    const dir = join(scratch, 'reversed');
    const reversed = writeSources(dir, { ...unordered, exif: unordered.exif.toReversed() });
    await outputOf('anew', { in: reversed, overwrite: true });
    assert.ok(!existsSync(before));
    assert.equal(readdirSync(store).length, PART_SOURCES.length);
  });

  it('are refused while another job puts them in order, and found when it is done', async () => {
    const store = join(scratch, 'shared-store');
    const one = await outputOf('shared-one', { store });
    const folder = folderIn(store, 'exif');
    rmSync(join(folder, 'order.json'));
    const lock = await lockOutput(folder);
    try {
      await assert.rejects(outputOf('shared-two', { store }), {
        code: 'output-refused',
        facts: { file: join(folder, '.yfcc.lock') },
      });
    } finally {
      await lock.release();
    }
    assert.equal((await outputOf('shared-two', { store })).text, one.text);
  });

  it('are gone on with between two shards after kill -9', async () => {
    const options = { shardRows: 30 };
    const expected = await outputOf('shards-expected', { in: alignedIn, ...options });
    const out = join(scratch, 'shards-killed');
    const { child, ended } = startYfcc([
      'run',
      '--in',
      unorderedIn,
      '--out',
      out,
      '--format',
      'jsonl',
      '--shard-rows',
      '30',
      '--threads',
      '2',
    ]);
    const isThere = (): boolean => existsSync(join(out, 'meta', '00020.jsonl'));
    while (!isThere() && child.exitCode === null) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGKILL');
    assert.equal((await ended).signal, 'SIGKILL');

    const { tree, counts, notes } = await outputOf('shards-killed', options);
    assert.deepEqual(tree, expected.tree);
    assert.deepEqual(counts, expected.counts);
    assert.deepEqual(notes, []);
  });

  it('are put in order anew when a run of the store is gone', async () => {
    const store = join(scratch, 'broken-store');
    const one = await outputOf('whole-store', { store });
    writeFileSync(join(folderIn(store, 'exif'), '00000.run'), 'not a run');
    const two = await outputOf('broken', { store });
    assert.equal(two.text, one.text);
    assert.equal(two.notes.filter(isIndexing).length, 1);
  });
});

it(
  'goes on behind the runs that are there after kill -9, and gives the same records',
  { timeout: 240_000 },
  async () => {
    const ids = Array.from({ length: MANY_ROWS }, (_, k) => String(10_000_000 + k * 7));
    const [line] = makeLines(1).dataset;
    const cells = (line ?? '').split('\t');
    const dataset = ids.map((id) => cells.with(1, id).join('\t'));
    const autotags = ids.map((id, k) => `${id}\tcat:0.${(k % 5) + 5}000`);
    const inOrder = writeSources(
      join(scratch, 'many'),
      { dataset, autotags, exif: [], places: [] },
      { only: ['dataset', 'autotags'] },
    );
    const other = join(scratch, 'many-shuffled');
    writeSources(
      other,
      { dataset, autotags: shuffled(autotags), exif: [], places: [] },
      { only: ['dataset', 'autotags'] },
    );
    const expected = await outputOf('many-expected', { in: inOrder, shardRows: 50_000 });

    const out = join(scratch, 'killed');
    const store = join(out, '.yfcc.store');
    const args = ['run', '--in', other, '--out', out, '--format', 'jsonl', '--shard-rows', '50000', '--threads', '1'];
    const started = startYfcc(args);
    const { child, ended } = started;
    await started.says('indexing autotags');
    const runs = folderIn(store, 'autotags');
    const isThere = (): boolean => existsSync(join(runs, '00000.run'));
    while (!isThere() && child.exitCode === null) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGKILL');
    assert.equal((await ended).signal, 'SIGKILL');
    assert.ok(!existsSync(join(runs, 'order.json')), 'killed while it was put in order');
    const { ino } = statSync(join(runs, '00000.run'));

    const { text, notes } = await outputOf('killed', { in: other, shardRows: 50_000 });
    assert.ok(notes.some((note) => note.includes('going on')));
    assert.equal(statSync(join(runs, '00000.run')).ino, ino);
    assert.equal(readdirSync(runs).filter((name) => name.endsWith('.run')).length, 3);
    assert.equal(JSON.parse(readFileSync(join(runs, 'order.json'), 'utf8').split('\n')[1] ?? '').strays.length, 3);
    assert.ok(text === expected.text);
  },
);
