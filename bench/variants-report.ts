/** A result of `bench:order` or `bench:lists` as Markdown: what the terminal shows and what the docs have. */
import { bytes, count, plural } from '../src/core/format.js';
import { figure } from './command-table.js';
import type { VariantResult } from './job-variants.js';
import { machineText } from './machine.js';
import type { MeasuredResult } from './result.js';
import { spreadOf } from './statistics.js';
import { markdownTable, spreadText, type Column } from './table.js';

export interface VariantsResult extends MeasuredResult {
  readonly runs: number;
  readonly rows: number;
  /** What the job reads, a sentence. */
  readonly input: string;
  readonly variants: readonly VariantResult[];
}

const COLUMNS: readonly Column[] = [
  { title: 'job', align: 'left' },
  { title: 'seconds', align: 'right' },
  { title: 'rows/s', align: 'right' },
  { title: 'peak memory', align: 'right' },
];

const LEFT: Column = { title: 'store', align: 'right' };

/** Where and on what, and a row a variant; what is left on disk only where something is. */
export function variantsReport({ machine, command, runs, rows, input, variants }: VariantsResult): string {
  const hasLeft = variants.some(({ leftBytes }) => leftBytes.some((each) => each > 0));
  const cells = variants.map(({ name, seconds, peakBytes, leftBytes }) => {
    const spread = spreadOf(seconds);
    const left = Math.max(...leftBytes);
    return [
      name,
      spreadText(spread, figure),
      count(rows / spread.median),
      bytes(Math.max(...peakBytes)),
      ...(hasLeft ? [left === 0 ? '' : bytes(left)] : []),
    ];
  });
  return [
    [
      `${machineText(machine)}.`,
      input,
      `Median of ${plural(runs, 'round')} (least to greatest), whole processes in turns; the greatest memory of all of them. Made by \`${command}\`.`,
    ].join('\n'),
    markdownTable(hasLeft ? [...COLUMNS, LEFT] : COLUMNS, cells),
  ].join('\n\n');
}
