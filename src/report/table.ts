/** Tables of a report: numbers right, what they are of on the left, and on a phone a table that scrolls by itself. */
import { html, type Html } from '../core/html.js';

/** A text, a number as text, or a bar. */
export type Cell = string | Html;

export interface TableParts {
  /** What it shows, for those who can't see it. */
  readonly label: string;
  /** The first is that of the rows' names. */
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly [string, ...Cell[]])[];
}

interface Column {
  readonly name: string;
  /** @default 'number', of the first 'text' */
  readonly kind?: 'text' | 'number' | 'bar';
}

/** The first cell of each row is its head. */
export function table({ label, columns, rows }: TableParts): Html {
  const classOf = (k: number): string => {
    const kind = columns[k]?.kind ?? (k === 0 ? 'text' : 'number');
    return kind === 'bar' ? 'bar-cell' : kind;
  };
  const head = columns.map(({ name }, k) =>
    // A column of bars has no name: the one beside it says the same in numbers.
    name === '' ? html`<td></td>` : html`<th scope="col" class="${classOf(k)}">${name}</th>`,
  );
  const body = rows.map(
    ([name, ...cells]) =>
      html`<tr>
        <th scope="row" class="${classOf(0)}">${name}</th>
        ${cells.map((cell, k) => html`<td class="${classOf(k + 1)}">${cell}</td>`)}
      </tr> `,
  );
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">
    <table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div> `;
}

/** One part of a bar. */
export interface Share {
  /** 0 to 1, of the bar's whole width. */
  readonly share: number;
  readonly color: string;
}

/** A bar of parts side by side, for a cell whose row says the same in numbers. */
export function bar(shares: readonly Share[]): Html {
  let x = 0;
  const parts = shares.map(({ share, color }) => {
    const part = html`<rect x="${percent(x)}" width="${percent(share)}" height="100%" fill="${color}" />`;
    x += share;
    return part;
  });
  return html`<svg class="bar" aria-hidden="true">${parts}</svg>`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
