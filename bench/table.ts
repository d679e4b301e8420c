/** A table in Markdown, with columns padded as the formatter of this project pads them, so that it also reads well in a terminal. */
import type { Spread } from './statistics.js';

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** Dashes of a delimiter cell: Markdown asks for three. */
const LEAST_WIDTH = 3;

/** The table, without a line end after its last row. Cells must not hold `|` or line ends. */
export function markdownTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, at) =>
    Math.max(LEAST_WIDTH, title.length, ...rows.map((cells) => cells[at]?.length ?? 0)),
  );
  const pad = (text: string, at: number): string => {
    const width = widths[at] ?? 0;
    return columns[at]?.align === 'right' ? text.padStart(width) : text.padEnd(width);
  };
  const delimiter = columns.map(({ align }, at) => {
    const width = widths[at] ?? 0;
    return align === 'right' ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width);
  });
  const body = rows.map((cells) => columns.map((_, at) => pad(cells[at] ?? '', at)));
  return [columns.map(({ title }, at) => pad(title, at)), delimiter, ...body]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** `2 (1.5 to 4)`: a median and what is around it, each number by `text`. */
export function spreadText({ median, least, greatest }: Spread, text: (value: number) => string): string {
  return `${text(median)} (${text(least)} to ${text(greatest)})`;
}

/** Three digits that mean something: `0.123`, `1.23`, `12.3`, `1,234`. */
export function significant(value: number): string {
  const decimals = value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0;
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
