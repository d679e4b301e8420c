/** A result of `bench:sweep` as Markdown: what the terminal shows and what the docs have. */
import { bytes, count } from '../src/core/format.js';
import { totalBytes } from './data.js';
import { inputLines, runsText, type StagesResult } from './stages-report.js';
import { median, spreadOf } from './statistics.js';
import { markdownTable, significant, spreadText } from './table.js';

const COLUMNS = [
  { title: 'threads', align: 'right' },
  { title: 'rows a shard', align: 'right' },
  { title: 'seconds', align: 'right' },
  { title: 'rows/s', align: 'right' },
  { title: 'CPU s', align: 'right' },
  { title: 'peak memory', align: 'right' },
] as const;

/** Where and on what, and a row for each number of threads and size of shards. */
export function sweepReport(result: StagesResult): string {
  const { cases, input, command } = result;
  const introduction = [
    ...inputLines(result),
    `${bytes(totalBytes(input.bytes.bz2))} as bz2, made lines of JSON.`,
    runsText(result),
    `sources in the page cache; CPU seconds are of all threads. Made by \`${command}\`.`,
  ];
  const rows = cases.map(({ case: { threads, shardRows }, seconds, cpuSeconds, peakBytes }) => {
    const spread = spreadOf(seconds);
    return [
      String(threads),
      count(shardRows),
      spreadText(spread, significant),
      count(input.rows / spread.median),
      significant(median(cpuSeconds)),
      bytes(Math.max(...peakBytes)),
    ];
  });
  return [introduction.join('\n'), markdownTable(COLUMNS, rows)].join('\n\n');
}
