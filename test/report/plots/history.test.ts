import assert from 'node:assert/strict';
import test from 'node:test';
import { drawSvg } from '../../../src/report/plots/draw.js';
import { tagsOf } from '../tags-of.js';
import { historyPlot } from '../../../src/report/plots/history.js';

test('has a line of rows from zero, and a dashed one where the last run went on', () => {
  const points = [
    { seconds: 600, rows: 1000 },
    { seconds: 1200, rows: 3000 },
  ];
  const { markup } = drawSvg(historyPlot({ points, before: { shards: 1, seconds: 600 } }, 760), 'history');
  assert.match(markup, /minutes that the job has run/);
  const [, x, ends] = /<path d="M(\d+),\d+(?:\.\d+)?L[\d.]+,[\d.]+L([\d.]+),/.exec(markup) ?? [];
  assert.equal(x, '48');
  assert.equal(ends, '744');
  const group = /<g[^>]*stroke-dasharray="4 3"[^>]*>(.*?)<\/g>/.exec(markup)?.[1] ?? '';
  assert.equal(Number(tagsOf(group, 'line')[0]?.['x1']), (48 + 744) / 2);
});
