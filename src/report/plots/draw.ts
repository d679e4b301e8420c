/** Draws a plot without a browser: the only file that imports linkedom, whose document the library draws on. */
import * as Plot from '@observablehq/plot';
// All of it in one file, which takes a quarter of the time to load that its hundred files take.
import { parseHTML } from 'linkedom/worker';
import { html, markup, type Html } from '../../core/html.js';

/** Pixels; text keeps its size, so a narrow plot is drawn, not shrunk. */
export type Width = number;

export const WIDE: Width = 760;
export const NARROW: Width = 340;

const FONT_PIXELS = 12;

/** What of a plot a page's style decides, so that it goes into the page once, and not into each plot. */
const STYLE_CLASS = 'plot';

/** Coordinates: nobody sees more than a hundredth of a pixel, and they are most of a plot's bytes. Texts begin behind a `>`. */
const LONG_NUMBER = /(?<=[ ,(ML"])-?\d+\.\d{3,}/g;

const { document } = parseHTML('<!doctype html><html></html>');

/** An `<svg>` for a page that has `PAGE_STYLE`; `label` says in a sentence what it shows. */
export function drawSvg(options: Plot.PlotOptions, label: string): Html {
  const svg = Plot.plot({ className: STYLE_CLASS, ...options, style: { fontSize: `${FONT_PIXELS}px` }, document });
  for (const style of svg.querySelectorAll('style')) style.remove();
  // It is one picture with one label; its parts are no things of their own.
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  const drawn = svg.outerHTML.replace(LONG_NUMBER, (number: string) => String(Number(Number(number).toFixed(2))));
  return html`<svg role="img" aria-label="${label}" ${markup(drawn.slice('<svg '.length))}`;
}
