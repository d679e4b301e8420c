/** Whole commands run in turn, round by round, and compared within a round: what all tables of peers have in common. */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { median, spreadOf } from './statistics.js';
import { markdownTable } from './table.js';

export interface CommandResult {
  readonly name: string;
  /** Names of the commands that it is compared with. */
  readonly against: readonly string[];
  /** Wall seconds of the whole process, by round. */
  readonly seconds: readonly number[];
  /** Of the text that it goes through, where that is not the table's. */
  readonly plainBytes?: number;
}

/** Wall seconds of one process, its output to /dev/null. Throws when it does not end well. */
function timeCommand(program: string, args: readonly string[]): number {
  const sink = openSync('/dev/null', 'w');
  try {
    const started = performance.now();
    const { status, error, stderr } = spawnSync(program, args, { stdio: ['ignore', sink, 'pipe'] });
    if (error !== undefined || status !== 0)
      throw new Error(`${program} ended with ${status}: ${String(error ?? stderr)}`);
    return (performance.now() - started) / 1000;
  } finally {
    closeSync(sink);
  }
}

export interface TimedCommand {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

/** Runs all commands in turn, so many times; gives the seconds of each by name. `prepare` is called before command `k` of a round. */
export function timeRounds(
  commands: readonly TimedCommand[],
  runs: number,
  prepare: (k: number) => void = () => {},
): (name: string) => readonly number[] {
  const seconds = new Map<string, number[]>(commands.map(({ name }) => [name, []]));
  for (let round = 0; round < runs; round++) {
    for (const [k, { name, program, args }] of commands.entries()) {
      prepare(k);
      seconds.get(name)?.push(timeCommand(program, args));
    }
    process.stderr.write(`bench: round ${round + 1} of ${runs}\n`);
  }
  return (name) => seconds.get(name) ?? [];
}

const COLUMNS = [
  { title: 'command', align: 'left' },
  { title: 'seconds', align: 'right' },
  { title: 'MB/s of text', align: 'right' },
  { title: 'times as fast as', align: 'left' },
] as const;

/** A row a command: median and spread, rate, and how it compares. */
export function commandTable(commands: readonly CommandResult[], plainBytes: number): string {
  const rows = commands.map(({ name, against, seconds, plainBytes: own = plainBytes }) => {
    const { median: middle, least, greatest } = spreadOf(seconds);
    const ratios = against.map((other) => `${figure(ratioOf(commands, other, name))} ${other}`);
    const spread = `${figure(middle)} (${figure(least)} to ${figure(greatest)})`;
    return [name, spread, figure(own / middle / 1e6), ratios.join(', ')];
  });
  return markdownTable(COLUMNS, rows);
}

/** How many times as fast `name` is as `other`: the median over the rounds. */
export function ratioOf(commands: readonly CommandResult[], other: string, name: string): number {
  const secondsOf = (wanted: string): readonly number[] =>
    commands.find((entry) => entry.name === wanted)?.seconds ?? [];
  const own = secondsOf(name);
  return median(secondsOf(other).map((seconds, round) => seconds / (own[round] ?? NaN)));
}

/** Three digits that count. */
export function figure(value: number): string {
  return String(Number(value.toPrecision(3)));
}
