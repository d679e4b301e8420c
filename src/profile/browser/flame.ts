/** The script of the flame graph's page: draws the graph, and has the tables sorted and searched. */
import type { PageCall, PageThread } from './page-data.js';

/** What of d3-flame-graph's chart this uses; its package has no types. */
interface Chart {
  (selection: unknown): void;
  width(pixels: number): Chart;
  cellHeight(pixels: number): Chart;
  minFrameSize(pixels: number): Chart;
  resetHeightOnZoom(isReset: boolean): Chart;
  inverted(isInverted: boolean): Chart;
  title(text: string): Chart;
  transitionDuration(milliseconds: number): Chart;
  setLabelHandler(label: (bar: Bar) => string): Chart;
  setDetailsHandler(show: (text: string | null) => void): Chart;
  setSearchMatch(fits: (bar: Bar, term: string) => boolean): Chart;
  setSearchHandler(tell: (bars: readonly Bar[], micros: number, ofMicros: number) => void): Chart;
  setColorMapper(color: () => string): Chart;
  onClick(tell: (bar: Bar) => void): Chart;
  search(term: string): void;
  clear(): void;
  resetZoom(): void;
  zoomTo(bar: Bar): void;
  update(): void;
}

/** A call with its place in the graph. */
type Bar = d3.HierarchyRectangularNode<PageCall> & { readonly highlight?: boolean };

declare const flamegraph: { default(): Chart };

const BAR_PIXELS = 22;
const LEAST_PIXELS = 1;
const ZOOM_MS = 250;

/** The element of the page that is known to be there. */
function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`Expected the page to have #${id}`);
  return element;
}

// The page is written with this script, its data and its elements as these are named.
const threads = JSON.parse(byId('data').textContent ?? '[]') as readonly PageThread[];
const thread = byId('thread') as HTMLSelectElement;
const find = byId('find') as HTMLInputElement;
const graph = byId('graph');
const details = byId('details');

let chart: Chart | null = null;
let top: PageCall | null = null;
/** The bar that Tab comes to. */
let current: Bar | null = null;

function bars(): d3.Selection<SVGGElement, Bar, HTMLElement, unknown> {
  return d3.select<HTMLElement, unknown>('#graph').selectAll<SVGGElement, Bar>('g.frame');
}

/** Three digits, or all in front of the point; as in the page's tables, whose code this script can't import. */
function rounded(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);
}

function time(micros: number): string {
  return micros >= 1e6 ? `${rounded(micros / 1e6)} s` : `${rounded(micros / 1000)} ms`;
}

function share(micros: number): string {
  return `${((100 * micros) / (top?.value || 1)).toFixed(1)}%`;
}

/** `fillColumn, src/wasm/parquet/column.ts: 1.20 s (12.3%), itself 800 ms (8.1%)` */
function label({ data: { name, place, value, self }, depth }: Bar): string {
  const where = place === '' ? name : `${name}, ${place}`;
  return depth === 0
    ? `${where}: ${time(value)} of work`
    : `${where}: ${time(value)} (${share(value)}), itself ${time(self)} (${share(self)})`;
}

/** Says to all that reads the page what the bars are; after each time they were drawn. */
function nameBars(): void {
  const all = bars();
  const shown = all.data();
  if (current === null || !shown.includes(current)) current = shown[0] ?? null;
  all
    .attr('role', 'button')
    .attr('tabindex', (bar) => (bar === current ? 0 : -1))
    .attr('aria-label', label)
    .attr('data-kind', ({ data }) => data.kind)
    .classed('match', ({ highlight }) => highlight === true);
}

function draw(): void {
  const chosen = threads.find(({ name }) => name === thread.value);
  if (chosen === undefined) return;
  graph.replaceChildren();
  current = null;
  // The chart notes in its data what is zoomed.
  top = structuredClone(chosen.top);
  chart = flamegraph
    .default()
    .width(graph.clientWidth)
    .cellHeight(BAR_PIXELS)
    .minFrameSize(LEAST_PIXELS)
    .inverted(true)
    .resetHeightOnZoom(true)
    .title('')
    .transitionDuration(matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : ZOOM_MS)
    // The page's style gives the colours.
    .setColorMapper(() => '')
    .setLabelHandler(label)
    .setDetailsHandler((text) => {
      details.textContent = text ?? (current === null ? '' : label(current));
    })
    .setSearchMatch(({ data }, term) => fits(`${data.name} ${data.place}`, term))
    .setSearchHandler((found, micros) => {
      byId('found').textContent =
        `${found.length} ${found.length === 1 ? 'call' : 'calls'} found, with ${share(micros)} of the work.`;
    })
    .onClick((bar) => {
      current = bar;
      details.textContent = label(bar);
      nameBars();
    });
  chart(d3.select(graph).datum(top));
  const svg = graph.querySelector('svg');
  svg?.setAttribute('role', 'group');
  svg?.setAttribute('aria-label', `Flame graph of ${chosen.name}`);
  nameBars();
  details.textContent = current === null ? '' : label(current);
  search();
}

function fits(text: string, term: string): boolean {
  return text.toLowerCase().includes(term);
}

function search(): void {
  const term = find.value.trim().toLowerCase();
  if (term === '') {
    chart?.clear();
    byId('found').textContent = '';
  } else chart?.search(term);
  nameBars();
  let rows = 0;
  for (const row of document.querySelectorAll<HTMLTableRowElement>('.thread:not([hidden]) tbody tr')) {
    row.hidden = term !== '' && !fits(row.querySelector('th')?.textContent ?? '', term);
    if (!row.hidden) rows++;
  }
  byId('none-found').textContent = rows === 0 ? 'None of them has that in its name or file.' : '';
}

function choose(): void {
  for (const part of document.querySelectorAll<HTMLElement>('.thread')) part.hidden = part.id !== thread.value;
  draw();
}

function chooseByAddress(): void {
  const name = decodeURIComponent(location.hash.slice(1));
  if (!threads.some((one) => one.name === name)) return;
  thread.value = name;
  choose();
}

function wholeGraph(): void {
  const before = current;
  // The chart tells of it as of a click on its first bar.
  chart?.resetZoom();
  current = before;
  nameBars();
}

/** The bar that a key goes to from `bar`; null when there is none, or the key is not one of those. */
function barBeside(key: string, bar: Bar): Bar | null {
  const shown = bars().data();
  switch (key) {
    case 'ArrowUp':
      return bar.parent;
    case 'ArrowDown':
      return shown.find(({ parent }) => parent === bar) ?? null;
    case 'ArrowLeft':
    case 'ArrowRight': {
      const row = shown.filter(({ depth }) => depth === bar.depth).sort((a, b) => a.x0 - b.x0);
      return row[row.indexOf(bar) + (key === 'ArrowLeft' ? -1 : 1)] ?? null;
    }
    default:
      return null;
  }
}

graph.addEventListener('keydown', (event) => {
  if (current === null) return;
  if (event.key === 'Enter' || event.key === ' ') chart?.zoomTo(current);
  else if (event.key === 'Escape') wholeGraph();
  else if (event.key.startsWith('Arrow')) {
    current = barBeside(event.key, current) ?? current;
    nameBars();
    details.textContent = label(current);
  } else return;
  event.preventDefault();
  bars()
    .filter((bar) => bar === current)
    .node()
    ?.focus();
});

thread.addEventListener('change', choose);
find.addEventListener('input', search);
byId('whole').addEventListener('click', wholeGraph);
addEventListener('hashchange', chooseByAddress);

let width = 0;
new ResizeObserver(() => {
  if (graph.clientWidth === width || graph.clientWidth === 0) return;
  width = graph.clientWidth;
  chart?.width(width).update();
  nameBars();
}).observe(graph);

/** A button in the place of what an element says. */
function asButton(element: Element, className: string, onClick: () => void): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = className;
  button.append(...element.childNodes);
  button.addEventListener('click', onClick);
  element.append(button);
}

for (const head of document.querySelectorAll<HTMLElement>('th[data-column]')) {
  const table = head.closest('table');
  const column = head.dataset['column'] ?? '';
  asButton(head, 'sort-button', () => {
    for (const other of table?.querySelectorAll('[aria-sort]') ?? [])
      other.setAttribute('aria-sort', other === head ? 'descending' : 'none');
    const body = table?.tBodies[0];
    const value = ({ dataset }: HTMLTableRowElement): number => Number(dataset[column]);
    body?.append(...[...body.rows].sort((a, b) => value(b) - value(a)));
  });
}
for (const name of document.querySelectorAll('.functions .name')) {
  asButton(name, 'name-button', () => {
    find.value = name.textContent ?? '';
    search();
    byId('graph-title').scrollIntoView();
  });
}
for (const part of document.querySelectorAll<HTMLElement>('.scripted')) part.hidden = false;
choose();
chooseByAddress();
