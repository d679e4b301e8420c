/** The drawings over time, by Observable Plot, which the page has loaded before its modules. */
import type * as PlotModule from '@observablehq/plot';
import { byId, element, setText, show } from './dom.js';
import type { History, Point } from './history.js';
import { duration, figure, mark, short, size, sizeText } from './numbers.js';

declare const Plot: typeof PlotModule;

const HEIGHT = 150;
/** Axis marks are whole minutes or so, no matter how long the run is. */
const STEPS = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];
const MARKS = 4;

interface Chart {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** How the axis and the newest value are written. */
  readonly axis: (value: number) => string;
  readonly value: (value: number) => string;
  readonly points: (history: History) => readonly Point[];
  /** The axis goes up to this at least. */
  readonly least: number;
}

const CHARTS: readonly Chart[] = [
  {
    id: 'chart-rows',
    title: 'Rows a second',
    unit: 'rows/s',
    axis: short,
    value: (value) => figure(Math.round(value)),
    points: (history) => history.rates('rows'),
    least: 10,
  },
  {
    id: 'chart-media',
    title: 'Media files a second',
    unit: 'files/s',
    axis: short,
    value: figure,
    points: (history) => history.rates('mediaFiles'),
    least: 1,
  },
  {
    id: 'chart-memory',
    title: 'Memory',
    unit: '',
    axis: sizeAxis,
    value: sizeText,
    points: (history) => history.values('rss'),
    least: 1e8,
  },
  {
    id: 'chart-busy',
    title: 'Busy threads',
    unit: 'threads',
    axis: short,
    value: figure,
    points: (history) => history.rates('workersBusy'),
    least: 1,
  },
];

/** `200 MB` without the decimals that it has not. */
function sizeAxis(value: number): string {
  const { value: digits, unit } = size(value);
  return value === 0 ? '0' : `${digits.replace(/\.0$/, '')} ${unit}`;
}

/** Draws all of them; `hasMedia`: also that of media. One that somebody points at is left as it is. */
export function drawCharts(history: History, hasMedia: boolean): void {
  for (const chart of CHARTS) {
    const figureNode = byId(chart.id, HTMLElement);
    if (chart.id === 'chart-media') show(figureNode, hasMedia);
    if (!figureNode.hidden && !figureNode.matches(':hover')) draw(figureNode, chart, chart.points(history));
  }
}

function draw(node: HTMLElement, { title, unit, axis, value, least }: Chart, points: readonly Point[]): void {
  const [caption, drawing] = parts(node, title);
  const last = points.at(-1);
  const now = last === undefined ? '' : `${value(last.value)}${unit === '' ? '' : ` ${unit}`}`;
  setText(caption, now);
  const greatest = points.reduce((most, point) => Math.max(most, point.value), least);
  const end = Math.max(last?.seconds ?? 0, 10);
  const step = STEPS.find((seconds) => end / seconds <= MARKS) ?? 86_400 * Math.ceil(end / 86_400 / MARKS);
  const svg = Plot.plot({
    width: Math.max(240, drawing.clientWidth),
    height: HEIGHT,
    marginLeft: 52,
    marginBottom: 24,
    marginTop: 8,
    marginRight: 10,
    ariaLabel: title,
    ariaDescription:
      last === undefined ? 'Nothing yet.' : `${now} now, ${value(greatest)} at most, over ${duration(last.seconds)}.`,
    style: { background: 'transparent', color: 'inherit', fontSize: '11px', fontFamily: 'inherit' },
    x: { domain: [0, end], ticks: marks(end, step), tickFormat: mark, label: null, tickSize: 4 },
    y: { domain: [0, greatest], ticks: 3, tickFormat: axis, label: null, nice: true, grid: true, tickSize: 0 },
    marks: [
      Plot.areaY(points, { x: 'seconds', y: 'value', fill: 'var(--line)', fillOpacity: 0.12 }),
      Plot.lineY(points, { x: 'seconds', y: 'value', stroke: 'var(--line)', strokeWidth: 1.5 }),
      Plot.ruleY([0], { stroke: 'var(--rule)' }),
      Plot.tip(
        points,
        Plot.pointerX({
          x: 'seconds',
          y: 'value',
          title: (point: Point) =>
            `${value(point.value)}${unit === '' ? '' : ` ${unit}`}\nat ${duration(point.seconds)}`,
          fill: 'var(--surface)',
          stroke: 'var(--rule)',
        }),
      ),
    ],
  });
  svg.setAttribute('role', 'img');
  // The drawing is told of as a whole; a name on a part of it is not allowed.
  for (const part of svg.querySelectorAll('g[aria-label]')) part.removeAttribute('aria-label');
  drawing.replaceChildren(svg);
}

function marks(end: number, step: number): number[] {
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, k) => k * step);
}

/** The caption's value and the place of the drawing, made once. */
function parts(node: HTMLElement, title: string): [Element, HTMLElement] {
  const drawing = node.querySelector<HTMLElement>('.drawing');
  const value = node.querySelector('.now');
  if (drawing !== null && value !== null) return [value, drawing];
  const made = element('span', 'now');
  const place = element('div', 'drawing');
  node.replaceChildren(element('figcaption', '', element('span', '', title), made), place);
  return [made, place];
}
