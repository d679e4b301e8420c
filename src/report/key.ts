/** Colours of a picture, and what they stand for. */
import { html, type Html } from './html.js';

export interface KeyEntry {
  readonly name: string;
  /** As CSS has it. */
  readonly color: string;
}

/** A list of them in a line; null where there are none. */
export function keyList(entries: readonly KeyEntry[]): Html | null {
  if (entries.length === 0) return null;
  return html`<ul class="key">
    ${entries.map(
      ({ name, color }) =>
        html`<li>
          <svg class="swatch" aria-hidden="true"><rect width="100%" height="100%" fill="${color}" /></svg>${name}
        </li>`,
    )}
  </ul> `;
}
