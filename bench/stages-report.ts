/** A result of `bench:stages` as Markdown: what the terminal shows and what the docs have. */
import { MAIN_SOURCES } from '../src/core/fields.js';
import { bytes, count, plural } from '../src/core/format.js';
import { labelOf } from './cases.js';
import { totalBytes } from './data.js';
import { commitText } from './machine.js';
import type { MeasuredResult } from './result.js';
import type { CaseResult, MeasuredCases } from './rounds.js';
import { median, spreadOf } from './statistics.js';
import { markdownTable, significant, spreadText, type Column } from './table.js';

const MEGA = 1e6;
const GIGA = 1e9;

/** Of the stages, and of the sweep. */
export interface StagesResult extends MeasuredResult, MeasuredCases {}

/** Where and on what, and a row a stage. */
export function stagesReport(result: StagesResult): string {
  const { cases, command } = result;
  const [shardRows] = cases.map((entry) => entry.case.shardRows);
  const introduction = [
    ...inputLines(result),
    `${bytes(totalBytes(result.input.bytes.bz2))} as bz2; ${count(shardRows ?? 0)} rows a shard.`,
    runsText(result),
    `sources in the page cache, output on disk; CPU seconds are of all threads. A stage with a + does what the line`,
    `above it does and one thing more, on one thread; both \`write\` lines are to be compared with \`encode\`. Made by \`${command}\`.`,
  ];
  return [introduction.join('\n'), stageTable(result)].join('\n\n');
}

/** Machine, rows and text, in the words that reports of whole runs share. */
export function inputLines({ machine, input }: StagesResult): readonly string[] {
  const { cpu, cores, memoryBytes, system, node } = machine;
  const parts = MAIN_SOURCES.map((source) => `${source} ${bytes(input.bytes.text[source])}`).join(', ');
  return [
    `${cpu}, ${cores} cores, ${bytes(memoryBytes)} of memory, ${system}, Node ${node};`,
    `${commitText(machine)}.`,
    `Input: ${count(input.rows)} synthetic rows (seed ${input.seed}, generator ${input.fingerprint}),`,
    `${bytes(totalBytes(input.bytes.text))} of text (${parts}),`,
  ];
}

/** How often, and how. */
export function runsText({ runs }: StagesResult): string {
  return `Median of ${plural(runs, 'run')} (least to greatest), taken in turns, each in a process of its own,`;
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

function stageTable({ cases, input }: StagesResult): string {
  const textBytes = totalBytes(input.bytes.text);
  const bz2Bytes = totalBytes(input.bytes.bz2);
  const cellsOf = ({ case: entry, seconds, cpuSeconds, mainCpuSeconds, peakBytes }: CaseResult): readonly string[] => {
    const spread = spreadOf(seconds);
    return [
      labelOf(entry),
      entry.threads === null ? 'main' : String(entry.threads),
      spreadText(spread, significant),
      significant(median(cpuSeconds)),
      count(input.rows / spread.median),
      significant(textBytes / spread.median / MEGA),
      entry.input === 'bz2' ? significant(bz2Bytes / spread.median / MEGA) : '',
      mainCpuSeconds.length === 0 ? '' : significant((median(mainCpuSeconds) / bz2Bytes) * GIGA),
      bytes(Math.max(...peakBytes)),
    ];
  };
  return markdownTable(STAGE_COLUMNS, cases.map(cellsOf));
}
