import assert from 'node:assert/strict';
import test from 'node:test';
import { DOMParser } from 'linkedom';
import { plotSvg } from '../../bench/plot.js';
import type { Panel } from '../../bench/plot-panels.js';

const spread = (median: number) => ({ median, least: median / 2, greatest: median * 2 });

const BARS: Panel = {
  kind: 'bars',
  title: 'Decoded <fast> & whole',
  unit: 'MB a second',
  note: 'a processor',
  bars: [
    { name: "python3's bz2", isOurs: false, label: '12', ...spread(12) },
    { name: 'yfcc cat', isOurs: true, label: '96', ...spread(96) },
  ],
};
const LINES: Panel = {
  kind: 'lines',
  title: 'Over threads',
  unit: 'rows a second',
  note: 'a processor',
  points: [1, 2, 4].flatMap((threads) =>
    ['100 rows', '1,000 rows'].map((line) => Object.assign({ threads, line }, spread(threads * 10))),
  ),
};

/** The elements that a selector finds in the drawing. */
function found(panels: readonly Panel[], selector: string) {
  return [...new DOMParser().parseFromString(plotSvg(panels), 'image/svg+xml').querySelectorAll(selector)];
}

test('draws a bar for each command, as long as it is fast', () => {
  const bars = found([BARS], '[aria-label="bar"] rect');
  const widths = bars.map((bar) => Number(bar.getAttribute('width')));
  assert.equal(widths.length, 2);
  assert.ok(Math.abs((widths[1] ?? 0) / (widths[0] ?? 1) - 8) < 1e-6, widths.join());
  const fills = found([BARS], '[aria-label="bar"]').map((group) => group.getAttribute('fill'));
  assert.deepEqual(fills, ['var(--peer)', 'var(--ours)']);
  const texts = new Set(found([BARS], 'text').map((text) => text.textContent));
  for (const text of ["python3's bz2", 'yfcc cat', '12', '96', 'Decoded <fast> & whole', 'a processor'])
    assert.ok(texts.has(text), text);
});

test('draws a line a size of shards, with a point for each number of threads', () => {
  assert.equal(found([LINES], '[aria-label="line"] path').length, 2);
  assert.equal(found([LINES], '[aria-label="dot"] circle').length, 6);
});

test('draws panels below each other, light and dark, and the same each time', () => {
  const svg = plotSvg([BARS, LINES]);
  assert.equal(svg, plotSvg([BARS, LINES]));
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 860 \d+"/);
  assert.match(svg, /@media \(prefers-color-scheme: dark\)/);
  const tops = found([BARS, LINES], 'svg svg').map((panel) => Number(panel.getAttribute('y')));
  assert.ok(tops.length === 2 && (tops[0] ?? 0) < (tops[1] ?? 0), tops.join());
});
