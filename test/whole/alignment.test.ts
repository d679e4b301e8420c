import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PART_SOURCES, type MainSource } from '../../src/core/fields.js';
import type { FullRecord } from '../../src/core/record.js';
import { run } from '../../src/jobs/run.js';
import { status } from '../../src/jobs/status.js';
import { verify } from '../../src/jobs/verify.js';
import { expectedJoin, joinedOf, markedLines, type Joined } from './join-model.js';
import { scratchFolder } from './scratch.js';
import { writeSources, type Lines } from './sources.js';
import { recordText } from './tree.js';

const scratch = await scratchFolder('alignment');
const ROWS = 240;

/** Shards that end exactly at most of the troubles; shards that end beside them. */
const CUT_ROWS = [40, 17];
const ALL_ROWS = 1000;
const SHARD_ROWS = [ALL_ROWS, ...CUT_ROWS];

/** More rows than the cheap search goes around, and fewer than the look-ahead. */
const MANY = 600;
const MANY_ROWS = 1400;
const MANY_SHARD_ROWS = [400, 100];

let jobs = 0;

/** Runs a job and gives what it wrote and counted. */
async function joinLines(lines: Lines, shardRows: number, lookAhead = 10_000) {
  const dir = join(scratch, String(jobs++));
  const out = join(dir, 'out');
  await run({ in: writeSources(join(dir, 'in'), lines), out, format: 'jsonl', shardRows, lookAhead, threads: 1 });
  const { rows, gaps, rejectsBySource, records, unread } = await status(out);
  const text = recordText(out);
  // A parse border: the engine writes records and nothing else.
  const written = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => joinedOf(JSON.parse(line) as FullRecord));
  assert.equal(records, written.length);
  return { rows, gaps, rejects: rejectsBySource, records: written, unread };
}

/** A line that belongs to no row. */
function stray(source: MainSource, k: number): string {
  const id = String(70_000_000_000 + k);
  const [row] = markedLines(1)[source];
  assert.ok(row !== undefined);
  if (source !== 'dataset') return `${id}\t${row.slice(row.indexOf('\t') + 1)}`;
  const [number, , ...rest] = row.split('\t');
  return [number, id, ...rest].join('\t');
}

type Edit = (lines: string[], source: MainSource) => void;

/** What can happen to one file. */
const EDITS: Readonly<Record<string, Edit>> = {
  'lacks its first line': (lines) => lines.splice(0, 1),
  'lacks its last line': (lines) => lines.splice(-1, 1),
  'lacks a line in the middle': (lines) => lines.splice(120, 1),
  'lacks the line before a cut': (lines) => lines.splice(119, 1),
  'lacks 50 lines in a row': (lines) => lines.splice(100, 50),
  'lacks every third line': (lines) => lines.splice(0, lines.length, ...lines.filter((_line, k) => k % 3 !== 1)),
  'has an extra first line': (lines, source) => lines.unshift(stray(source, 0)),
  'has an extra last line': (lines, source) => lines.push(stray(source, 0)),
  'has an extra line at a cut': (lines, source) => lines.splice(120, 0, stray(source, 0)),
  'has 50 extra lines in a row': (lines, source) =>
    lines.splice(110, 0, ...Array.from({ length: 50 }, (_, k) => stray(source, k))),
};

/** What can happen to a side file only. */
const SIDE_EDITS: Readonly<Record<string, Edit>> = {
  'is empty': (lines) => lines.splice(0),
  'ends after half of the rows': (lines) => lines.splice(ROWS / 2),
  'has only its last line': (lines) => lines.splice(0, lines.length - 1),
  'has a line twice': (lines) => lines.splice(60, 0, lines[60] ?? ''),
  'has the line before a cut twice': (lines) => lines.splice(119, 0, lines[119] ?? ''),
  'has the line behind a cut twice': (lines) => lines.splice(120, 0, lines[120] ?? ''),
};

async function check(lines: Lines, shardRows: number): Promise<void> {
  const { records, gaps, rejects } = expectedJoin(lines);
  const joined = await joinLines(lines, shardRows);
  assert.deepEqual(joined.records, records);
  assert.deepEqual(joined, { rows: lines.dataset.length, records, gaps, rejects, unread: [] });
}

const ALL_SIDE_EDITS = Object.entries({ ...EDITS, ...SIDE_EDITS });

describe('joins by id and counts every trouble when the dataset file', () => {
  for (const [name, edit] of Object.entries(EDITS)) {
    it(name, { timeout: 30_000 }, async () => {
      const lines = markedLines(ROWS);
      edit(lines.dataset, 'dataset');
      for (const shardRows of CUT_ROWS) await check(lines, shardRows);
    });
  }
});

describe('joins by id and counts every trouble when', () => {
  for (const k of ALL_SIDE_EDITS.keys()) {
    // Over the whole table each file has each trouble once.
    const edits = PART_SOURCES.map((source, at) => {
      const [name, edit] = ALL_SIDE_EDITS[(k + 5 * at) % ALL_SIDE_EDITS.length] ?? ['', () => {}];
      return { source, name, edit };
    });
    it(edits.map(({ source, name }) => `${source} ${name}`).join(', '), { timeout: 30_000 }, async () => {
      const lines = markedLines(ROWS);
      for (const { source, edit } of edits) edit(lines[source], source);
      for (const shardRows of CUT_ROWS) await check(lines, shardRows);
    });
  }
});

describe(`joins by id and counts every gap when ${MANY} lines in a row are missing`, () => {
  const places = [0, 400, MANY_ROWS - MANY];
  const cases: Readonly<Record<string, readonly (readonly [MainSource, number])[]>> = {
    'from the dataset file, the first ones': [['dataset', 0]],
    'from the dataset file, at a cut': [['dataset', 400]],
    'from the dataset file, the last ones': [['dataset', MANY_ROWS - MANY]],
    'from each side file elsewhere': PART_SOURCES.map((source, k) => [source, places[k] ?? 0]),
    'from all four files at once': [
      ['dataset', 100],
      ['autotags', 200],
      ['exif', 500],
      ['places', 101],
    ],
  };
  for (const [name, holes] of Object.entries(cases)) {
    it(name, { timeout: 30_000 }, async () => {
      const lines = markedLines(MANY_ROWS);
      for (const [source, at] of holes) lines[source].splice(at, MANY);
      for (const shardRows of MANY_SHARD_ROWS) await check(lines, shardRows);
    });
  }
});

describe('several troubles at once', () => {
  it('joins by id when every file lacks and has lines of its own', { timeout: 30_000 }, async () => {
    const lines = markedLines(ROWS);
    lines.dataset.splice(30, 3);
    lines.autotags.splice(0, 5);
    lines.autotags.splice(50, 0, stray('autotags', 1), stray('autotags', 2));
    lines.exif.splice(33, 1);
    lines.exif.splice(119, 4);
    lines.exif.push(stray('exif', 3));
    lines.places.splice(100, 80);
    lines.places.splice(35, 0, stray('places', 4));
    for (const shardRows of SHARD_ROWS) await check(lines, shardRows);
  });

  it('never gives a row the parts of another one when neighbours are swapped, and counts what it cannot place', async () => {
    for (const at of [119, 120]) {
      const lines = markedLines(ROWS);
      for (const source of PART_SOURCES)
        lines[source].splice(at, 2, lines[source][at + 1] ?? '', lines[source][at] ?? '');
      const { records } = expectedJoin(lines);
      for (const shardRows of SHARD_ROWS) {
        const joined = await joinLines(lines, shardRows);
        assert.equal(joined.records.length, ROWS);
        for (const [k, record] of joined.records.entries()) assertOwnParts(record, records[k]?.id);
        // Where both rows lie in one shard, nothing is lost; where a cut parts them, one is a gap and a reject.
        const lost = (at + 1) % shardRows === 0 ? 1 : 0;
        assert.deepEqual(joined.gaps, { autotags: lost, exif: lost, places: lost, hash: 0 });
        assert.deepEqual(joined.rejects, { dataset: 0, autotags: lost, exif: lost, places: lost, hash: 0 });
      }
    }
  });

  it('counts a dataset row that stands twice, and keeps the parts of its record', async () => {
    const lines = markedLines(ROWS);
    lines.dataset.splice(60, 0, lines.dataset[60] ?? '');
    const joined = await joinLines(lines, 1000);
    const first = joined.records.find(({ id }) => id === lines.dataset[60]?.split('\t')[1]);
    assert.deepEqual(first, expectedJoin(lines).records[60]);
    assert.deepEqual(joined.rejects, { dataset: 1, autotags: 0, exif: 0, places: 0, hash: 0 });
    assert.deepEqual(joined.gaps, { autotags: 0, exif: 0, places: 0, hash: 0 });
  });

  it('writes files that `verify` finds whole when a dataset row stands twice', { timeout: 30_000 }, async () => {
    const lines = markedLines(ROWS);
    lines.dataset.splice(60, 0, lines.dataset[60] ?? '');
    const dir = join(scratch, String(jobs++));
    const out = join(dir, 'out');
    await run({ in: writeSources(join(dir, 'in'), lines), out, threads: 1 });
    assert.deepEqual((await verify(out, { threads: 1 })).problems, []);
  });

  it('rejects extra lines at the end up to the look-ahead, and names the file that goes on beyond it', async () => {
    for (const [extra, unread] of [
      [100, []],
      [300, ['exif']],
    ] as const) {
      const lines = markedLines(ROWS);
      lines.exif.push(...Array.from({ length: extra }, (_, k) => stray('exif', k)));
      const joined = await joinLines(lines, 1000, 100);
      assert.deepEqual(joined.rejects, { dataset: 0, autotags: 0, exif: 100, places: 0, hash: 0 });
      assert.deepEqual(joined.unread, unread);
    }
  });
});

function assertOwnParts(record: Joined, id: string | undefined): void {
  assert.equal(record.id, id);
  for (const source of PART_SOURCES) assert.ok(record[source] === null || record[source] === id);
}
