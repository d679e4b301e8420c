/** A result of `bench:micro` as Markdown: what the terminal shows and what the docs have. */
import { count, plural } from '../src/core/format.js';
import { machineText } from './machine.js';
import type { MicroResult } from './micro.js';
import type { MeasuredResult } from './result.js';
import { spreadOf } from './statistics.js';
import { markdownTable, significant, type Column } from './table.js';

const MEGA = 1e6;

export interface MicroSuiteResult extends MeasuredResult {
  readonly runs: number;
  /** Of the small set of files that the functions take. */
  readonly rows: number;
  readonly functions: readonly MicroResult[];
}

const COLUMNS: readonly Column[] = [
  { title: 'in', align: 'left' },
  { title: 'function', align: 'left' },
  { title: 'of a', align: 'left' },
  { title: 'µs', align: 'right' },
  { title: '±', align: 'right' },
  { title: 'per second', align: 'right' },
  { title: 'MB/s', align: 'right' },
];

/** Where and on what, and a row a function. */
export function microReport({ machine, command, runs, rows, functions }: MicroSuiteResult): string {
  return [
    [
      `${machineText(machine)}.`,
      `One function each, over ${count(rows)} rows of the same kind, a bzip2 file of them, or one photo of 100 KB; warm, on one thread:`,
      `median of ${plural(runs, 'round')} of a time of an item, and how far the rounds' own medians lie from it. MB/s are of what is read, or written where that is no text.`,
      `Made by \`${command}\`.`,
    ].join('\n'),
    markdownTable(COLUMNS, functions.map(cellsOf)),
  ].join('\n\n');
}

function cellsOf({ folder, name, unit, items, bytes, milliseconds }: MicroResult): readonly string[] {
  const { median: middle, least, greatest } = spreadOf(milliseconds);
  const distance = Math.max(greatest - middle, middle - least);
  return [
    folder,
    `\`${name}\``,
    unit,
    significant((middle * 1000) / items),
    milliseconds.length === 1 ? '' : `${((distance / middle) * 100).toFixed(1)} %`,
    count((items / middle) * 1000),
    bytes === 0 ? '' : significant((bytes / middle) * (1000 / MEGA)),
  ];
}
