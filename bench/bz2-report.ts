/** A result of `bench:bz2` as Markdown: what the terminal shows and what the README has. */
import { bytes } from '../src/cli/format.js';
import type { Machine } from './machine.js';
import { median, spreadOf } from './statistics.js';
import { markdownTable } from './table.js';

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
  /** With two threads. */
  readonly peakBytes: number;
  readonly small: { readonly bytes: number; readonly seconds: readonly number[] };
}

export interface CommandResult {
  readonly name: string;
  /** Names of the commands that it is compared with. */
  readonly against: readonly string[];
  /** Wall seconds of the whole process, by round. */
  readonly seconds: readonly number[];
}

const COLUMNS = [
  { title: 'command', align: 'left' },
  { title: 'seconds', align: 'right' },
  { title: 'MB/s of text', align: 'right' },
  { title: 'times as fast as', align: 'left' },
] as const;

/** Where and on what, the table, and the single figures. */
export function bz2Report(result: Bz2Result): string {
  const { machine, command, versions, runs, plainBytes, commands, small } = result;
  const { cpu, cores, node, commit, isChanged, date } = machine;
  const rows = commands.map(({ name, against, seconds }) => {
    const { median: middle, least, greatest } = spreadOf(seconds);
    const ratios = against.map((other) => `${figure(ratioOf(result, other, name))} ${other}`);
    const spread = `${figure(middle)} (${figure(least)} to ${figure(greatest)})`;
    return [name, spread, figure(plainBytes / middle / 1e6), ratios.join(', ')];
  });
  return [
    [
      `${cpu}, ${cores} cores, Node ${node}; commit ${commit}${isChanged ? ' and changes' : ''}, ${date.slice(0, 10)};`,
      `${Object.values(versions).join('; ')}.`,
      `${bytes(plainBytes)} of text, ${bytes(result.bytes)} as bz2, to /dev/null. Median of ${runs} rounds (least to greatest), whole processes;`,
      `ratios are medians of those within a round. Made by \`${command}\`.`,
    ].join('\n'),
    markdownTable(COLUMNS, rows),
    [
      `The main thread takes ${figure(result.mainCpuSecondsPerGb)} CPU seconds per compressed GB, the process ${bytes(result.peakBytes)} of memory at its peak with two threads.`,
      `A file of ${bytes(small.bytes)} takes ${figure(median(small.seconds))} s, the start of Node included.`,
    ].join('\n'),
  ].join('\n\n');
}

/** How many times as fast `name` is as `other`: the median over the rounds. */
export function ratioOf({ commands }: Pick<Bz2Result, 'commands'>, other: string, name: string): number {
  const secondsOf = (wanted: string): readonly number[] =>
    commands.find((entry) => entry.name === wanted)?.seconds ?? [];
  const own = secondsOf(name);
  return median(secondsOf(other).map((seconds, round) => seconds / (own[round] ?? NaN)));
}

function figure(value: number): string {
  return String(Number(value.toPrecision(3)));
}
