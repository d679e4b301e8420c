import assert from 'node:assert/strict';
import test from 'node:test';
import { runFigures } from '../../src/report/run-figures.js';
import { runPage } from '../../src/report/run-page.js';
import type { RunReport } from '../../src/report/run-report.js';
import { NO_STAGES, snapshotOf } from '../jobs/view-of.js';
import { textOf } from './text-of.js';
import { runReportOf } from './run-reports.js';

function pageOf(report: RunReport): string {
  return runPage(report, runFigures(report));
}

test('begins with what became of the run, and its numbers', () => {
  const text = textOf(pageOf(runReportOf()));
  assert.match(text, /yfcc run: out ✓ Done 2026-11-26 03:20:05 UTC to 2026-11-26 03:20:15 UTC/);
  for (const fact of [
    'rows in finished shards 10,000',
    'records 9,999',
    'rows a second 1,000',
    'of text a second, unpacked 2.0 MB',
    'read a second, as it lies there 200 kB',
    'this run 10 s',
    'peak memory 120 MB',
    'in 3 files 5.0 MB',
    'rejects 0',
  ])
    assert.ok(text.includes(fact), fact);
});

test('says where the time went, the job, and on what machine', () => {
  const text = textOf(pageOf(runReportOf()));
  assert.match(text, /bz2 to text 12 s 75% rows to records 3 s 19% files written 1 s 6\.3%/);
  assert.match(text, /yfcc run --in \/data --out out/);
  assert.match(text, /dataset \/data\/yfcc100m_dataset\.bz2 2\.0 MB 2\.0 MB/);
  assert.match(text, /Some Processor, 2 cores, 8\.0 GB of memory; Node v20\.20\.2; yfcc-engine 0\.1\.0\./);
});

test('says what it failed of, where its bottleneck was, and its last messages', () => {
  const messages = [10, 29].map((k) => ({ kind: 'warning', atMs: 0, text: `message <${k}>` }) as const);
  const page = pageOf(
    runReportOf({
      state: 'failed',
      error: 'Expected a & b.',
      bottleneck: 'The disk.',
      messages,
    }),
  );
  const text = textOf(page);
  assert.match(text, /✕ Failed .* Expected a & b\. The disk\./);
  assert.match(text, /00:00:00 warning message <10> .* message <29>/);
  assert.match(page, /message &lt;29&gt;/);
});

test('says so in place of plots when the run was too short for any', () => {
  const report = runReportOf({ samples: runReportOf().samples.slice(0, 2) });
  const page = pageOf(report);
  assert.doesNotMatch(page, /<figure/);
  assert.match(textOf(page), /The run took 1 s: too short for a plot/);
});

test('says so in place of plots that could not be drawn', () => {
  const text = textOf(runPage(runReportOf(), null));
  assert.match(text, /The plots of this run could not be drawn\./);
  assert.doesNotMatch(text, /too short/);
});

test('has nothing of a run that came to nothing but that', () => {
  const text = textOf(pageOf(runReportOf({ samples: [], snapshot: snapshotOf({ stages: NO_STAGES }) })));
  assert.match(text, /No shard was finished in this run/);
  assert.doesNotMatch(text, /NaN|Infinity|undefined|null/);
});

test('is whole without a script, and names no address to load anything from', () => {
  const page = pageOf(runReportOf());
  assert.doesNotMatch(page, /<script|<link|<img|<iframe|@import|url\(|\shref=|\ssrc=/i);
  assert.deepEqual(page.match(/https?:\/\/[^"\s<]*/g)?.filter((url) => url !== 'http://www.w3.org/2000/svg') ?? [], []);
});
