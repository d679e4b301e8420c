/** A result of `bench:bz2` as Markdown: what the terminal shows and what the README has. */
import { machineText } from './machine.js';
import { bytes } from '../src/core/format.js';
import { commandTable, figure, type CommandResult } from './command-table.js';
import type { Machine } from './machine.js';
import { median } from './statistics.js';

export interface Bz2Result {
  readonly machine: Machine;
  /** As it can be pasted. */
  readonly command: string;
  /** What each tool says of itself. */
  readonly versions: Readonly<Record<string, string>>;
  readonly runs: number;
  /** Of the compressed file, and of its text. */
  readonly bytes: number;
  readonly plainBytes: number;
  readonly commands: readonly CommandResult[];
  readonly mainCpuSecondsPerGb: number;
  /** Compressed bytes that it, and the peak, are measured on. */
  readonly mainBytes: number;
  /** With two threads. */
  readonly peakBytes: number;
  readonly small: { readonly bytes: number; readonly seconds: readonly number[] };
}

/** Where and on what, the table, and the single figures. */
export function bz2Report(result: Bz2Result): string {
  const { machine, command, versions, runs, plainBytes, commands, small } = result;
  return [
    [
      `${machineText(machine)};`,
      // As Markdown shows it: bzip2 writes two spaces.
      `${Object.values(versions).join('; ').replaceAll(/ {2,}/g, ' ')}.`,
      `${bytes(plainBytes)} of text, ${bytes(result.bytes)} as bz2, to /dev/null. Median of ${runs} rounds (least to greatest), whole processes;`,
      `ratios are medians of those within a round. Made by \`${command}\`.`,
    ].join('\n'),
    commandTable(commands, plainBytes),
    [
      `The main thread takes ${figure(result.mainCpuSecondsPerGb)} CPU seconds per compressed GB, start included, the process ${bytes(result.peakBytes)} of memory at its peak, with two threads on ${bytes(result.mainBytes)} of it.`,
      `A file of ${bytes(small.bytes)} takes ${figure(median(small.seconds))} s, the start of Node included.`,
    ].join('\n'),
  ].join('\n\n');
}
