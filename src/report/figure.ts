/** A plot with its caption, and the numbers behind it. */
import type { PlotOptions } from '@observablehq/plot';
import { html, type Html } from '../core/html.js';
import { keyList, type KeyEntry } from './key.js';
import { drawSvg, NARROW, WIDE, type Width } from './plots/draw.js';

export interface FigureParts {
  readonly title: string;
  /** What one is to see, and how it was measured; a sentence or two. */
  readonly caption: string;
  /** What it shows, in a sentence with the numbers, for those who can't see it. */
  readonly label: string;
  readonly plot: (width: Width) => PlotOptions;
  /** Names of the plot's colours, where they do not stand in it. */
  readonly key?: readonly KeyEntry[];
  readonly numbers: Html;
}

/** Drawn twice, so that text can be read on a phone, too; the page's style shows the one that fits. */
export function figure({ title, caption, label, plot, key = [], numbers }: FigureParts): Html {
  return html`<figure>
    <figcaption>
      <h2>${title}</h2>
      <p>${caption}</p>
    </figcaption>
    ${keyList(key)}
    <div class="wide">${drawSvg({ ...plot(WIDE), width: WIDE }, label)}</div>
    <div class="narrow">${drawSvg({ ...plot(NARROW), width: NARROW }, label)}</div>
    <details>
      <summary>The numbers: ${title.toLowerCase()}</summary>
      ${numbers}
    </details>
  </figure> `;
}
