/** A comparison of two results as Markdown, and what is to be said of it in one line. */
import { commitText, type Machine } from './machine.js';
import type { ComparedLine, Comparison, Verdict } from './comparison.js';
import { figure } from './command-table.js';
import { markdownTable } from './table.js';

const COLUMNS = [
  { title: 'what', align: 'left' },
  { title: 'unit', align: 'left' },
  { title: 'A', align: 'right' },
  { title: 'B', align: 'right' },
  { title: 'B/A', align: 'right' },
  { title: 'interval', align: 'right' },
  { title: '', align: 'left' },
] as const;

const MARKS: Readonly<Record<Verdict, string>> = {
  slower: 'SLOWER',
  faster: 'faster',
  same: '',
  unsure: 'too few rounds',
};

export interface ComparedSide {
  readonly name: string;
  readonly machine: Machine;
}

/** What is compared and how, and a row a line. */
export function comparisonReport(a: ComparedSide, b: ComparedSide, comparison: Comparison, threshold: number): string {
  const { isPaired, lines, onlyA, onlyB, differences } = comparison;
  const percent = Number((threshold * 100).toFixed(3));
  return [
    `A: ${a.name}, ${commitText(a.machine)}\nB: ${b.name}, ${commitText(b.machine)}`,
    isPaired
      ? 'Run in turns: ratios are medians of those within a round, intervals of the sign test.'
      : 'Run at different times: ratios are those of medians, intervals of a bootstrap, 95 % at most; what the machine itself did in between is not in them.',
    ...(differences.length === 0 ? [] : [differences.join('\n')]),
    markdownTable(COLUMNS, lines.map(rowOf)),
    ...(onlyA.length === 0 ? [] : [`Only in A: ${onlyA.join('; ')}.`]),
    ...(onlyB.length === 0 ? [] : [`Only in B: ${onlyB.join('; ')}.`]),
    `${tally(lines)}; at a threshold of ${percent} %.`,
  ].join('\n\n');
}

function rowOf({ name, unit, a, b, ratio, low, high, confidence, verdict }: ComparedLine): readonly string[] {
  const interval = confidence === 0 ? '' : `${figure(low)} to ${figure(high)}, ${(confidence * 100).toFixed(0)} %`;
  return [name, unit, figure(a), figure(b), figure(ratio), interval, MARKS[verdict]];
}

function tally(lines: readonly ComparedLine[]): string {
  const numberOf = (verdict: Verdict): number => lines.filter((line) => line.verdict === verdict).length;
  const judged = lines.filter(({ verdict }) => verdict !== 'unsure');
  // An interval that does not hold the true ratio is as likely to lie above it as below.
  const byChance = judged.reduce((sum, { confidence }) => sum + (1 - confidence) / 2, 0);
  return `${lines.length} lines: ${numberOf('slower')} slower (by chance alone ${figure(byChance)} would be, at most), ${numberOf('faster')} faster, ${numberOf('same')} the same, ${numberOf('unsure')} with too few rounds to say`;
}
