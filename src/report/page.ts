/** The frame of a report: one file that needs nothing but itself. */
import { html, markup, type Html } from '../core/html.js';
import { VERSION } from '../version.js';
import { PAGE_STYLE } from './page-style.js';

/** A whole document. Its policy keeps a browser from asking any network, whatever should ever stand in a report. */
export function page(title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="yfcc-engine ${VERSION}" />
        <title>${title}</title>
        <style>
          ${markup(PAGE_STYLE)}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `.markup;
}

/** Figures with what they are of, the most telling first. */
export function facts(pairs: readonly (readonly [name: string, value: string])[]): Html {
  return html`<dl class="facts">
    ${pairs.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl> `;
}

/** `2026-11-26 03:20:05 UTC` */
export function moment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
