/** Variants of a job as Markdown, as of `bench:order` and `bench:lists`: what the terminal shows and what the docs have. */
import { bytes, count, plural } from '../src/core/format.js';
import { figure } from './command-table.js';
import type { VariantResult } from './job-variants.js';
import { machineText } from './machine.js';
import type { MeasuredResult } from './result.js';
import { median, spreadOf } from './statistics.js';
import { markdownTable, spreadText, type Column } from './table.js';

export interface VariantsResult extends MeasuredResult {
  readonly runs: number;
  readonly rows: number;
  /** What the job reads, a sentence. */
  readonly input: string;
  readonly variants: readonly VariantResult[];
}

/** Where and on what, and a row a variant; what is left on disk only where something is. */
export function variantsReport({ machine, command, runs, rows, input, variants }: VariantsResult): string {
  return [
    [
      `${machineText(machine)}.`,
      input,
      `Median of ${plural(runs, 'round')} (least to greatest), whole processes in turns; CPU seconds of all threads, and the greatest memory of all rounds. Made by \`${command}\`.`,
    ].join('\n'),
    variantsTable(variants, { rows, left: 'store' }),
  ].join('\n\n');
}

export interface VariantsTable {
  /** That each has gone through; null where they differ. */
  readonly rows: number | null;
  /** What is left on disk; the column is there where something is. */
  readonly left: string;
}

/** A row a variant. */
export function variantsTable(variants: readonly VariantResult[], { rows, left }: VariantsTable): string {
  const hasLeft = variants.some(({ leftBytes }) => leftBytes.some((each) => each > 0));
  const right = (title: string): Column => ({ title, align: 'right' });
  const columns: readonly Column[] = [
    { title: 'job', align: 'left' },
    right('seconds'),
    ...(rows === null ? [] : [right('rows/s')]),
    right('CPU s'),
    right('peak memory'),
    ...(hasLeft ? [right(left)] : []),
  ];
  const cells = variants.map(({ name, seconds, cpuSeconds, peakBytes, leftBytes }) => {
    const spread = spreadOf(seconds);
    const most = Math.max(...leftBytes);
    return [
      name,
      spreadText(spread, figure),
      ...(rows === null ? [] : [count(rows / spread.median)]),
      figure(median(cpuSeconds)),
      bytes(Math.max(...peakBytes)),
      ...(hasLeft ? [most === 0 ? '' : bytes(most)] : []),
    ];
  });
  return markdownTable(columns, cells);
}
