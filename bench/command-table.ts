/** Whole commands run in turn, round by round, and compared within a round: what all tables of peers have in common. */
import { commandLine, type Command } from './command-line.js';
import { isInstalled } from './installed.js';
import { costOf } from './process-cost.js';
import { median, roundRatios, spreadOf } from './statistics.js';
import { markdownTable, spreadText, type Column } from './table.js';

export interface CommandTimes {
  /** Wall seconds of the whole process, by round. */
  readonly seconds: readonly number[];
  /** Of it and of all that it started; older results lack them. */
  readonly cpuSeconds?: readonly number[];
}

export interface CommandResult extends CommandTimes {
  readonly name: string;
  /** As it was run; older results lack it. */
  readonly line?: string;
  /** Names of the commands that it is compared with. */
  readonly against: readonly string[];
  /** Of the text that it goes through, where that is not the table's. */
  readonly plainBytes?: number;
}

export interface NamedCommand extends Command {
  readonly name: string;
}

export interface TimedCommand extends NamedCommand {
  /** Programs without which it can't be run. */
  readonly needs: readonly string[];
}

/** Those whose programs are there; says on standard error which are not. */
export function installed<Any extends TimedCommand>(commands: readonly Any[]): readonly Any[] {
  return commands.filter(({ name, needs }) => {
    const missing = needs.filter((program) => !isInstalled(program));
    if (missing.length > 0) process.stderr.write(`bench: ${name} is left out: no ${missing.join(', ')} here\n`);
    return missing.length === 0;
  });
}

/** The times of one process, its output to /dev/null. Throws when it does not end well. */
export function timeCommand({ program, args }: Command): { readonly seconds: number; readonly cpuSeconds: number } {
  const { seconds, cpuSeconds, exitCode, stderr } = costOf(program, args);
  if (exitCode !== 0) throw new Error(`${commandLine({ program, args })} ended with ${exitCode}: ${stderr}`);
  return { seconds, cpuSeconds };
}

/** Runs all commands in turn, so many times; gives the times of each by name. `prepare` is called before command `k` of a round. */
export function timeRounds(
  commands: readonly NamedCommand[],
  runs: number,
  prepare: (k: number) => void = () => {},
): (name: string) => Required<CommandTimes> {
  const seconds = new Map<string, number[]>(commands.map(({ name }) => [name, []]));
  const cpuSeconds = new Map<string, number[]>(commands.map(({ name }) => [name, []]));
  for (let round = 0; round < runs; round++) {
    for (const [k, command] of commands.entries()) {
      prepare(k);
      const times = timeCommand(command);
      seconds.get(command.name)?.push(times.seconds);
      cpuSeconds.get(command.name)?.push(times.cpuSeconds);
    }
    process.stderr.write(`bench: round ${round + 1} of ${runs}\n`);
  }
  return (name) => ({ seconds: seconds.get(name) ?? [], cpuSeconds: cpuSeconds.get(name) ?? [] });
}

const COLUMNS: readonly Column[] = [
  { title: 'command', align: 'left' },
  { title: 'seconds', align: 'right' },
];

const CPU_COLUMN: Column = { title: 'CPU s', align: 'right' };

const RATE_COLUMNS: readonly Column[] = [
  { title: 'MB/s of text', align: 'right' },
  { title: 'times as fast as', align: 'left' },
];

/** A row a command: median and spread, CPU seconds where all have them, rate, and how it compares with those that were run too. */
export function commandTable(commands: readonly CommandResult[], plainBytes: number): string {
  const hasCpu = commands.every(({ cpuSeconds }) => cpuSeconds !== undefined);
  const rows = commands.map(({ name, against, seconds, cpuSeconds = [], plainBytes: own = plainBytes }) => {
    const spread = spreadOf(seconds);
    const ratios = against.flatMap((other) => {
      const ratio = ratioOf(commands, other, name);
      return ratio === null ? [] : [`${figure(ratio)} ${other}`];
    });
    const cpu = hasCpu ? [figure(median(cpuSeconds))] : [];
    return [name, spreadText(spread, figure), ...cpu, figure(own / spread.median / 1e6), ratios.join(', ')];
  });
  return markdownTable([...COLUMNS, ...(hasCpu ? [CPU_COLUMN] : []), ...RATE_COLUMNS], rows);
}

/** How many times as fast `name` is as `other`: the median over the rounds; null when one of them was not run. */
export function ratioOf(commands: readonly CommandResult[], other: string, name: string): number | null {
  const secondsOf = (wanted: string): readonly number[] =>
    commands.find((entry) => entry.name === wanted)?.seconds ?? [];
  const ratios = roundRatios(secondsOf(other), secondsOf(name));
  return ratios.length === 0 ? null : median(ratios);
}

/** Three digits that count. */
export function figure(value: number): string {
  return String(Number(value.toPrecision(3)));
}
