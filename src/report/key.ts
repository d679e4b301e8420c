/** Colours and lines of a picture, and what they stand for. */
import { html, type Html } from '../core/html.js';

export interface KeyEntry {
  readonly name: string;
  /** As CSS has it. */
  readonly color: string;
  /** @default 'area' */
  readonly shape?: KeyShape;
}

type KeyShape = 'area' | 'line' | 'dashed' | 'dotted' | 'hollow point';

/** A list of them in a line; null where there are none. */
export function keyList(entries: readonly KeyEntry[]): Html | null {
  if (entries.length === 0) return null;
  return html`<ul class="key">
    ${entries.map(({ name, color, shape = 'area' }) => html`<li><svg class="swatch" viewBox="0 0 24 12" aria-hidden="true">${drawn(shape, color)}</svg>${name}</li>`)}
  </ul> `;
}

function drawn(shape: KeyShape, color: string): Html {
  switch (shape) {
    case 'area':
      return html`<rect width="24" height="12" fill="${color}" />`;
    case 'hollow point':
      return html`<circle cx="12" cy="6" r="4" fill="none" stroke="${color}" stroke-width="2" />`;
    case 'line':
      return html`<path d="M0 6h24" stroke="${color}" stroke-width="2" /><circle
          cx="12"
          cy="6"
          r="4"
          fill="${color}"
        />`;
    case 'dashed':
      return html`<path d="M0 6h24" stroke="${color}" stroke-width="2" stroke-dasharray="6 3" />`;
    case 'dotted':
      return html`<path
        d="M1 6h23"
        stroke="${color}"
        stroke-width="2"
        stroke-dasharray="0 4"
        stroke-linecap="round"
      />`;
  }
}
