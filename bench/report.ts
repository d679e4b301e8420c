/** A result as Markdown: what the terminal shows and what the README has. */
import { commitText } from './machine.js';
import { MAIN_SOURCES } from '../src/core/fields.js';
import { bytes, count } from '../src/core/format.js';
import { labelOf } from './cases.js';
import { totalBytes } from './data.js';
import type { MicroResult } from './micro.js';
import type { BenchResult } from './result.js';
import type { CaseResult } from './rounds.js';
import { markdownTable, type Column } from './table.js';

const MEGA = 1e6;
const GIGA = 1e9;

/** All of it: where and on what, the stages, the micro benchmarks. */
export function report(result: BenchResult): string {
  return [introduction(result), stageTable(result), microIntroduction(result), microTable(result.micro)].join('\n\n');
}

function introduction({ machine, runs, shardRows, input, command }: BenchResult): string {
  const { cpu, cores, memoryBytes, system, node } = machine;
  const parts = MAIN_SOURCES.map((source) => `${source} ${bytes(input.bytes.text[source])}`).join(', ');
  return [
    `${cpu}, ${cores} cores, ${bytes(memoryBytes)} of memory, ${system}, Node ${node};`,
    `${commitText(machine)}.`,
    `Input: ${count(input.rows)} synthetic rows (seed ${input.seed}, generator ${input.fingerprint}),`,
    `${bytes(totalBytes(input.bytes.text))} of text (${parts}),`,
    `${bytes(totalBytes(input.bytes.bz2))} as bz2; ${count(shardRows)} rows a shard.`,
    `Median of ${runs} ${runs === 1 ? 'run' : 'runs'} (least to greatest), taken in turns, each in a process of its own,`,
    `sources in the page cache, output on disk; CPU seconds are of all threads. A stage with a + does what the line`,
    `above it does and one thing more, on one thread; both \`write\` lines are to be compared with \`encode\`. Made by \`${command}\`.`,
  ].join('\n');
}

const STAGE_COLUMNS: readonly Column[] = [
  { title: 'what', align: 'left' },
  { title: 'threads', align: 'right' },
  { title: 'seconds', align: 'right' },
  { title: 'CPU s', align: 'right' },
  { title: 'rows/s', align: 'right' },
  { title: 'MB/s of text', align: 'right' },
  { title: 'MB/s of bz2', align: 'right' },
  { title: 'main CPU s/GB of bz2', align: 'right' },
  { title: 'peak memory', align: 'right' },
];

function stageTable({ cases, input }: BenchResult): string {
  const textBytes = totalBytes(input.bytes.text);
  const bz2Bytes = totalBytes(input.bytes.bz2);
  const cellsOf = ({ case: entry, seconds, cpuSeconds, mainCpuSeconds, peakBytes }: CaseResult): readonly string[] => {
    const { median, least, greatest } = seconds;
    return [
      labelOf(entry),
      entry.threads === null ? 'main' : String(entry.threads),
      `${significant(median)} (${significant(least)} to ${significant(greatest)})`,
      significant(cpuSeconds),
      count(input.rows / median),
      significant(textBytes / median / MEGA),
      entry.input === 'bz2' ? significant(bz2Bytes / median / MEGA) : '',
      mainCpuSeconds === null ? '' : significant((mainCpuSeconds / bz2Bytes) * GIGA),
      bytes(peakBytes),
    ];
  };
  return markdownTable(STAGE_COLUMNS, cases.map(cellsOf));
}

function microIntroduction({ microRows }: BenchResult): string {
  return `One function each, over ${count(microRows)} rows of the same kind, or one photo of 100 KB, warm, on one thread (median, and median distance from it):`;
}

const MICRO_COLUMNS: readonly Column[] = [
  { title: 'function', align: 'left' },
  { title: 'of a', align: 'left' },
  { title: 'µs', align: 'right' },
  { title: '±', align: 'right' },
  { title: 'per second', align: 'right' },
  { title: 'MB/s', align: 'right' },
];

function microTable(micro: readonly MicroResult[]): string {
  const cellsOf = ({ name, unit, items, bytes, milliseconds, deviation }: MicroResult): readonly string[] => [
    `\`${name}\``,
    unit,
    significant((milliseconds * 1000) / items),
    `${((deviation / milliseconds) * 100).toFixed(1)} %`,
    count((items / milliseconds) * 1000),
    significant((bytes / milliseconds) * (1000 / MEGA)),
  ];
  return markdownTable(MICRO_COLUMNS, micro.map(cellsOf));
}

/** Three digits that mean something: `0.123`, `1.23`, `12.3`, `1,234`. */
export function significant(value: number): string {
  const decimals = value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0;
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
