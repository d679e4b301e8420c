/** A result of `bench:options` as Markdown: blocks of docs/tuning.md, one a symptom. */
import { bytes, count, plural } from '../src/core/format.js';
import type { VariantResult } from './job-variants.js';
import { machineText } from './machine.js';
import type { MeasuredResult } from './result.js';
import { variantsTable } from './variants-report.js';

/** What the docs have a table of. */
export const OPTION_GROUPS = ['profile', 'forms', 'memory', 'index', 'outputs', 'filters', 'connections'] as const;
export type OptionGroup = (typeof OPTION_GROUPS)[number];

export interface OptionsResult extends MeasuredResult {
  readonly runs: number;
  readonly rows: number;
  /** Of the four files. */
  readonly textBytes: number;
  readonly bz2Bytes: number;
  readonly groups: Readonly<Record<OptionGroup, readonly VariantResult[]>>;
}

/** On what, and how; then each group's table, by name. */
export function optionsBlocks(result: OptionsResult): Readonly<Record<'about' | OptionGroup, string>> {
  const { machine, command, runs, rows, textBytes, bz2Bytes, groups } = result;
  const about = [
    `${machineText(machine)}. \`IN\` is the folder of \`yfcc synth --rows ${rows} --out IN\`:`,
    `${count(rows)} rows, ${bytes(textBytes)} of text in four files, ${bytes(bz2Bytes)} as bz2. Median of ${plural(runs, 'round')} (least to greatest),`,
    `whole processes in turns; CPU seconds of all threads, and the greatest memory of all rounds. Made by \`${command}\`.`,
  ].join('\n');
  const tables = OPTION_GROUPS.map((group) => [group, variantsTable(groups[group], { rows: null, left: 'output' })]);
  // Object.fromEntries forgets the names, which are those of OPTION_GROUPS.
  return { about, ...(Object.fromEntries(tables) as Record<OptionGroup, string>) };
}

export function optionsReport(result: OptionsResult): string {
  return Object.values(optionsBlocks(result)).join('\n\n');
}
