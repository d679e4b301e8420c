/** A result of `bench:article` as Markdown: what the terminal shows and what the docs have. */
import { machineText } from './machine.js';
import { count, plural } from '../src/core/format.js';
import { figure, type CommandTimes } from './command-table.js';
import type { MeasuredResult } from './result.js';
import { median, roundRatios, spreadOf } from './statistics.js';
import { markdownTable, spreadText } from './table.js';

export interface ArticleCommand extends CommandTimes {
  readonly name: string;
  /** As it was run; older results lack it. */
  readonly line?: string;
  /** Rows that it was given, each a file of its own unless it writes lines. */
  readonly rows: number;
}

export interface ArticleResult extends MeasuredResult {
  /** What Python says of itself; older results lack it. */
  readonly versions?: Readonly<Record<string, string>>;
  readonly runs: number;
  /** The first one is what the others are compared with. */
  readonly commands: readonly ArticleCommand[];
}

const COLUMNS = [
  { title: 'command', align: 'left' },
  { title: 'rows', align: 'right' },
  { title: 'seconds', align: 'right' },
  { title: 'rows/s', align: 'right' },
  { title: 'times as fast as the script', align: 'right' },
] as const;

/** Where, how often, and a row a command. */
export function articleReport({ machine, command, versions, runs, commands }: ArticleResult): string {
  const [script] = commands;
  const rateOf = ({ rows, seconds }: ArticleCommand): readonly number[] => seconds.map((each) => rows / each);
  const scriptRates = script === undefined ? [] : rateOf(script);
  const rows = commands.map((entry) => {
    const rates = rateOf(entry);
    const ratio = median(roundRatios(rates, scriptRates));
    const spread = spreadText(spreadOf(entry.seconds), figure);
    return [entry.name, count(entry.rows), spread, count(median(rates)), entry === script ? '' : figure(ratio)];
  });
  return [
    [
      `${machineText(machine)}${versions === undefined ? '' : `; ${Object.values(versions).join('; ')}`}. Median of ${plural(runs, 'round')} (least to greatest), whole`,
      `processes; ratios are medians of those within a round. Schema \`article\`, from bz2 files (the script from plain ones). Made by \`${command}\`.`,
    ].join('\n'),
    markdownTable(COLUMNS, rows),
  ].join('\n\n');
}
