/**
 * Draws the panels of the benchmarks' plot as one SVG, which is light or dark as its reader's system is.
 *
 * The only file here that knows Observable Plot, and linkedom, in whose document it draws.
 */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Bar, Panel, Point } from './plot-panels.js';

const WIDTH = 860;
const MARGIN_LEFT = 260;
const MARGIN_RIGHT = 70;
const BAR_HEIGHT = 24;
/** Axis and its label. */
const AXIS_HEIGHT = 52;
const LINES_HEIGHT = 260;
/** Title and note above a panel, and the space below it. */
const HEAD_HEIGHT = 50;
const GAP = 18;

/** Variables, so that what Plot draws need not know which it is. */
const STYLE = `
  :root { --paper: #ffffff; --ink: #1f2328; --dim: #59636e; --ours: #0969da; --peer: #afb8c1; color: var(--ink); }
  @media (prefers-color-scheme: dark) {
    :root { --paper: #0d1117; --ink: #f0f6fc; --dim: #9198a1; --ours: #4493f8; --peer: #57606a; }
  }
  text { font-family: system-ui, sans-serif; }
  .title { font-size: 14px; font-weight: 600; fill: var(--ink); }
  .note { font-size: 11px; fill: var(--dim); }`;

/** The SVG, with a line end; the same panels give the same bytes. */
export function plotSvg(panels: readonly Panel[]): string {
  let top = GAP;
  const parts: string[] = [];
  for (const panel of panels) {
    const height = heightOf(panel);
    parts.push(
      `<text class="title" x="16" y="${top + 14}">${escaped(panel.title)}</text>`,
      `<text class="note" x="16" y="${top + 32}">${escaped(panel.note)}</text>`,
      drawn(panel, top + HEAD_HEIGHT - 10, height),
    );
    top += HEAD_HEIGHT + height + GAP;
  }
  const title = `Benchmarks: ${panels.map((panel) => panel.title).join('; ')}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}\n</style>`,
    `<rect width="${WIDTH}" height="${top}" fill="var(--paper)"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function heightOf(panel: Panel): number {
  return panel.kind === 'bars' ? panel.bars.length * BAR_HEIGHT + AXIS_HEIGHT : LINES_HEIGHT;
}

function drawn(panel: Panel, top: number, height: number): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const common = {
    document,
    width: WIDTH,
    height,
    className: 'panel',
    style: { fontSize: '12px' },
    marginRight: MARGIN_RIGHT,
    marginBottom: 40,
  };
  const plot = Plot.plot(
    panel.kind === 'bars'
      ? {
          ...common,
          marginLeft: MARGIN_LEFT,
          marginTop: 4,
          x: { label: panel.unit, grid: true, ticks: 6 },
          y: { label: null, domain: panel.bars.map(({ name }) => name), padding: 0.25, tickSize: 0 },
          marks: barMarks(panel.bars),
        }
      : {
          ...common,
          marginLeft: 90,
          marginTop: 40,
          x: {
            label: 'threads',
            ticks: [...new Set(panel.points.map(({ threads }) => threads))],
            tickFormat: 'd',
            inset: 12,
          },
          y: { label: panel.unit, grid: true, zero: true },
          fx: { label: null, domain: [...new Set(panel.points.map(({ line }) => line))] },
          marks: lineMarks(panel.points),
        },
  );
  // What it says of pages is nothing to a picture.
  for (const style of plot.querySelectorAll('style')) style.remove();
  plot.setAttribute('y', String(top));
  return plot.outerHTML;
}

/** Medians as bars, and a line from the least to the greatest. */
function barMarks(bars: readonly Bar[]): Plot.Markish[] {
  const barsOf = (isOurs: boolean, fill: string): Plot.Markish =>
    Plot.barX(
      bars.filter((bar) => bar.isOurs === isOurs),
      { x: 'median', y: 'name', fill },
    );
  return [
    barsOf(false, 'var(--peer)'),
    barsOf(true, 'var(--ours)'),
    Plot.ruleY(bars, { x1: 'least', x2: 'greatest', y: 'name', stroke: 'var(--ink)' }),
    Plot.text(bars, { x: 'greatest', y: 'name', text: 'label', textAnchor: 'start', dx: 6 }),
    Plot.ruleX([0], { stroke: 'var(--dim)' }),
  ];
}

/** A line a facet, since they lie close together. */
function lineMarks(points: readonly Point[]): Plot.Markish[] {
  const inFacet = { x: 'threads', fx: 'line' };
  return [
    Plot.line(points, { ...inFacet, y: 'median', strokeWidth: 2, stroke: 'var(--ours)' }),
    Plot.ruleX(points, { ...inFacet, y1: 'least', y2: 'greatest', stroke: 'var(--ink)' }),
    Plot.dot(points, { ...inFacet, y: 'median', fill: 'var(--ours)' }),
    Plot.ruleY([0], { stroke: 'var(--dim)' }),
  ];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
