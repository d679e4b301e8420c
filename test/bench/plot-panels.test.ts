import assert from 'node:assert/strict';
import test from 'node:test';
import { panelsOf } from '../../bench/plot-panels.js';
import type { NewestResults } from '../../bench/readme-files.js';
import { ARTICLE, BZ2, MEDIA, MICRO, STAGES, SWEEP } from './compared-results.js';

const NONE: NewestResults = {
  micro: MICRO,
  stages: STAGES,
  sweep: null,
  bz2: null,
  job: null,
  order: null,
  lists: null,
  options: null,
  article: ARTICLE,
  media: null,
};

test('has a panel for each suite that it shows and that has a result', () => {
  assert.deepEqual(panelsOf(NONE), []);
  assert.deepEqual(
    panelsOf({ ...NONE, bz2: BZ2, media: MEDIA }).map(({ unit }) => unit),
    ['MB of text a second', 'files a second'],
  );
});

test('has a bar a command, of the rate of its median time, with ours told apart', () => {
  const [panel] = panelsOf({ ...NONE, bz2: BZ2 });
  assert.ok(panel?.kind === 'bars');
  assert.deepEqual(panel.bars, [
    { name: 'lbzip2 -n2 -dc', isOurs: false, label: '66.7', median: 400 / 6, least: 50, greatest: 100 },
    { name: 'yfcc cat --threads 2', isOurs: true, label: '200', median: 200, least: 200, greatest: 200 },
  ]);
  assert.equal(panel.note, 'a processor, 2 cores, Node v20.20.0; commit abc1234, 2026-07-01');
});

test('leaves out what goes through other files, or was asked for fewer', () => {
  const { mainCpuSecondsPerGb, peakBytes, machine, command, runs, plainBytes } = BZ2;
  const commands = BZ2.commands.map((entry, k) => (k === 0 ? entry : Object.assign({ plainBytes: 1e9 }, entry)));
  const encodeMegabytesPerSecond = { full: 1, article: 1 };
  const rows = 1000;
  const job = { machine, command, runs, rows, bytes: 1e8, plainBytes, commands };
  const facts = { mainCpuSecondsPerGb, mainRows: rows, peakBytes, encodeMegabytesPerSecond };
  const [few] = MEDIA.peers;
  assert.ok(few !== undefined);
  const media = { ...MEDIA, peers: [...MEDIA.peers, { ...few, name: 'few', files: 5 }] };
  const names = panelsOf({ ...NONE, job: { ...job, ...facts }, media }).map((panel) =>
    panel.kind === 'bars' ? panel.bars.map(({ name }) => name) : [],
  );
  assert.deepEqual(names, [['lbzip2 -n2 -dc'], ['curl']]);
});

test('has a point for each number of threads and size of shards', () => {
  const [panel] = panelsOf({ ...NONE, sweep: SWEEP });
  assert.ok(panel?.kind === 'lines');
  assert.deepEqual(panel.points.slice(0, 2), [
    { threads: 1, line: '500 rows a shard', median: 1000 / 3, least: 250, greatest: 500 },
    { threads: 1, line: '1,000 rows a shard', median: 1000 / 3, least: 250, greatest: 500 },
  ]);
  assert.equal(panel.points.length, 4);
});
