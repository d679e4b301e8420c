/** A result of `bench:job` as Markdown: what the terminal shows and what the README has. */
import { machineText } from './machine.js';
import type { Schema } from '../src/core/protocol.js';
import { bytes, count } from '../src/core/format.js';
import { commandTable, figure, type CommandResult } from './command-table.js';
import type { Machine } from './machine.js';

export interface JobResult {
  readonly machine: Machine;
  /** As it can be pasted. */
  readonly command: string;
  readonly runs: number;
  readonly rows: number;
  /** Of all four files, and of their text. */
  readonly bytes: number;
  readonly plainBytes: number;
  readonly commands: readonly CommandResult[];
  /** Of the whole job on two threads. */
  readonly mainCpuSecondsPerGb: number;
  /** Rows of the job that it, and the peak, are measured on. */
  readonly mainRows: number;
  readonly peakBytes: number;
  /** Text to JSON in one thread's memory, nothing read or written: MB/s of text. */
  readonly encodeMegabytesPerSecond: Readonly<Record<Schema, number>>;
}

/** Where and on what, the table, and the single figures. */
export function jobReport(result: JobResult): string {
  const { machine, command, runs, rows, plainBytes, commands } = result;
  return [
    [
      `${machineText(machine)}.`,
      `${count(rows)} rows, ${bytes(plainBytes)} of text in four files, ${bytes(result.bytes)} as bz2. Median of ${runs} rounds (least to greatest), whole processes;`,
      `ratios are medians of those within a round; \`lbzip2\` only decodes, one file after the other, to /dev/null. Made by \`${command}\`.`,
    ].join('\n'),
    commandTable(commands, plainBytes),
    [
      `With two threads and ${count(result.mainRows)} rows the main thread takes ${figure(result.mainCpuSecondsPerGb)} CPU seconds per compressed GB, start included, the process ${bytes(result.peakBytes)} of memory at its peak.`,
      `Rows become JSON at ${figure(result.encodeMegabytesPerSecond.full)} MB/s of text a thread, in memory (the article's at ${figure(result.encodeMegabytesPerSecond.article)}).`,
    ].join('\n'),
  ].join('\n\n');
}
