import assert from 'node:assert/strict';
import test from 'node:test';
import type { Html } from '../../src/core/html.js';
import { runFigures } from '../../src/report/run-figures.js';
import { tagsOf } from './tags-of.js';
import { runReportOf, samplesOf } from './run-reports.js';

function labelsOf(figure: Html | null | undefined): string[] {
  return tagsOf(figure?.markup ?? '', 'svg').flatMap(({ role, 'aria-label': label = '' }) =>
    role === 'img' ? [label] : [],
  );
}

test('draws each plot twice, for wide and narrow screens, and says in a sentence what it shows', () => {
  const figures = runFigures(runReportOf());
  const label = 'Line of rows a second over the run: from 1,000 to 1,000, 1,000 on average.';
  assert.deepEqual(labelsOf(figures?.throughput), [label, label]);
  assert.deepEqual(
    tagsOf(figures?.throughput.markup ?? '', 'svg').map(({ width }) => width),
    ['760', '340'],
  );
  assert.match(labelsOf(figures?.busy)[0] ?? '', /workers 75%, main 10%/);
  assert.match(labelsOf(figures?.memory)[0] ?? '', /from 201 to 210, 206 on average; peak 120 MB\.$/);
});

test('has the numbers of each plot in a table', () => {
  const markup = (runFigures(runReportOf())?.throughput.markup ?? '').replace(/\s*\n\s*/g, '');
  assert.match(
    markup,
    /<th scope="row" class="number">10<\/th><td class="number">1,000<\/td><td class="number">2<\/td><td class="number">0\.2<\/td>/,
  );
});

test('has no plot of media, and none of earlier runs, where there were none', () => {
  const figures = runFigures(runReportOf());
  assert.deepEqual([figures?.media, figures?.outcomes, figures?.history], [null, null, null]);
});

test('shows media by their outcomes', () => {
  const samples = samplesOf(6, (second) => ({
    mediaBytes: second * 3e6,
    outcomes: { ok: second * 10, timeout: second },
  }));
  const figures = runFigures(runReportOf({ samples }));
  assert.match(labelsOf(figures?.media)[0] ?? '', /from 3 to 3, 3 on average/);
  assert.match(labelsOf(figures?.outcomes)[0] ?? '', /In all: ok 60, timeout 6\./);
  assert.match(figures?.outcomes?.markup ?? '', /<text[^>]*>timeout<\/text>/);
});

test('shows a job that went on over all of its runs', () => {
  const points = [
    { seconds: 60, rows: 5000 },
    { seconds: 120, rows: 10_000 },
  ];
  const figures = runFigures(runReportOf({ history: { points, before: { shards: 3, seconds: 60 } } }));
  assert.match(labelsOf(figures?.history)[0] ?? '', /10,000 rows after 120 seconds; this run began after 60\./);
});

test('has none of a run with too few samples', () => {
  assert.equal(runFigures(runReportOf({ samples: samplesOf(5) })), null);
  assert.notEqual(runFigures(runReportOf({ samples: samplesOf(6) })), null);
});
