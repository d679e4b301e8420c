import assert from 'node:assert/strict';
import test from 'node:test';
import { drawSvg } from '../../../src/report/plots/draw.js';
import { linesOverTime, stackOverTime, type Series } from '../../../src/report/plots/over-time.js';
import { stretches } from '../../../src/report/stretches.js';
import { samplesOf } from '../run-reports.js';
import { tagsOf } from '../tags-of.js';

const run = stretches(
  samplesOf(5, (second) => ({ outcomes: { ok: second * 8, gone: second, timeout: second } })),
  2,
);

function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
}

/** Heights at which texts begin, by text. */
function heightOf(svg: string, text: string): number {
  return Number(new RegExp(`translate\\([\\d.]+,([\\d.]+)\\)"[^>]*>${text}<`).exec(svg)?.[1]);
}

test('a line alone stands on zero, filled, with the unit at its axis and without its name', () => {
  const rows: Series = { name: 'rows', color: 'var(--blue)', valueOf: (stretch) => stretch.rows };
  const { markup } = drawSvg(linesOverTime([rows], { stretches: run, yLabel: 'rows/s', width: 760 }), 'rows');
  const texts = textsOf(markup);
  assert.ok(texts.includes('rows/s') && texts.includes('seconds since the run began') && texts.includes('0'));
  assert.ok(!texts.includes('rows'));
  const area = tagsOf(markup, 'g').find((group) => group['fill-opacity'] === '0.15');
  assert.equal(area?.['fill'], 'var(--blue)');
});

test('lines have their names behind their ends, apart also where the ends are not, and a dash', () => {
  const same = (name: string, dash?: string): Series => ({
    name,
    color: 'var(--blue)',
    valueOf: (stretch) => stretch.rows,
    ...(dash === undefined ? {} : { dash }),
  });
  const series = [same('first'), same('second', '5 3'), same('third')];
  const { markup } = drawSvg(linesOverTime(series, { stretches: run, yLabel: '', width: 340 }), 'three');
  const heights = series.map(({ name }) => heightOf(markup, name)).toSorted((a, b) => a - b);
  assert.ok(
    heights.every((height, k) => k === 0 || height - (heights[k - 1] ?? 0) >= 12),
    heights.join(' '),
  );
  assert.match(markup, /stroke-dasharray="5 3"/);
});

test('what is stacked begins where the one below ends, and what never was is not drawn', () => {
  const names = ['ok', 'gone', 'timeout', 'refused'] as const;
  const series = names.map((name): Series => ({ name, color: 'red', valueOf: ({ outcomes }) => outcomes[name] ?? 0 }));
  const { markup } = drawSvg(stackOverTime(series, { stretches: run, yLabel: 'files/s', width: 760 }), 'stack');
  const rects = tagsOf(markup, 'rect');
  assert.equal(rects.length, run.length * 3);
  const [below, above] = rects;
  // A pixel of the ground lies between them.
  assert.ok(Math.abs(Number(above?.['y']) + Number(above?.['height']) - (Number(below?.['y']) - 1)) < 0.1);
  assert.ok(heightOf(markup, 'ok') > heightOf(markup, 'gone'));
  assert.ok(heightOf(markup, 'gone') > heightOf(markup, 'timeout'));
});

test('of what was nothing all the time the axis still has a length', () => {
  const nothing: Series = { name: 'nothing', color: 'red', valueOf: () => 0 };
  const { markup } = drawSvg(linesOverTime([nothing], { stretches: run, yLabel: '', width: 760 }), 'nothing');
  assert.doesNotMatch(markup, /NaN|Infinity/);
});
