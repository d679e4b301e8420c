/** What a whole process costs, all that it starts included: wall and CPU seconds. */
import { spawnSync } from 'node:child_process';
import process from 'node:process';

export interface ProcessCost {
  readonly seconds: number;
  /** User and system, of the process and of all that it started and waited for. */
  readonly cpuSeconds: number;
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly stderr: string;
}

/** For `sh -c`: runs what stands behind it, and writes the shell's own `times` to a descriptor that the command does not write to, 3. */
export const TIMES_SCRIPT = '"$@" 3>&-; code=$?; times >&3; exit $code';

/** Runs it to its end, its output thrown away. Throws when it can't be started. */
export function costOf(program: string, args: readonly string[]): ProcessCost {
  const started = performance.now();
  const { status, error, stderr, output } = spawnSync('sh', ['-c', TIMES_SCRIPT, 'sh', program, ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    // Decimal points, whatever is spoken here.
    env: { ...process.env, LC_ALL: 'C' },
  });
  const seconds = (performance.now() - started) / 1000;
  if (error !== undefined) throw error;
  const cpuSeconds = cpuSecondsOfTimes(output[3] ?? '');
  if (cpuSeconds === null) throw new Error(`Expected the shell's times, got ${output[3] ?? 'nothing'}: ${stderr}`);
  return { seconds, cpuSeconds, exitCode: status, stderr };
}

/**
 * CPU seconds of the children in what `times` says, as POSIX has it: a line of the shell itself, a line of its children,
 * each with user and system time as `0m1.25s`. Null when it is something else.
 */
export function cpuSecondsOfTimes(text: string): number | null {
  const [, children = ''] = text.split('\n');
  const times = /^(\d+)m([\d.]+)s (\d+)m([\d.]+)s$/.exec(children.trim());
  if (times === null) return null;
  const [userMinutes = 0, userSeconds = 0, systemMinutes = 0, systemSeconds = 0] = times.slice(1).map(Number);
  return (userMinutes + systemMinutes) * 60 + userSeconds + systemSeconds;
}
