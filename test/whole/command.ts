/** Runs `yfcc` as its users do: as a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The command, in the same output folder as this compiled file. */
export const BIN = fileURLToPath(new URL('../../src/bin.js', import.meta.url));

/** A process that hangs is killed after this, and its test fails by the signal. */
const HANG_MS = 60_000;

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Fulfilled when standard error has the text; rejects when the process ends without it. */
  says(text: string): Promise<void>;
  /** What standard error has so far. */
  said(): string;
}

export interface StartOptions {
  /** Options of node, in front of the script. */
  readonly node?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What runs node; for limits that only a shell can set. */
  readonly launcher?: readonly [string, ...string[]];
}

/** Starts `yfcc` with these arguments. */
export function startYfcc(
  args: readonly string[],
  { node = [], env = {}, cwd = process.cwd(), launcher }: StartOptions = {},
): Started {
  const [program, ...rest] = [...(launcher ?? []), process.execPath, ...node, BIN, ...args];
  const child = spawn(program ?? process.execPath, rest, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A test runner tells its children so by these, and they would report to it.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: undefined, ...env },
    timeout: HANG_MS,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const says = async (text: string): Promise<void> => {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (stderr.includes(text)) resolve();
      };
      child.stderr.on('data', look);
      child.on('close', () => reject(new Error(`Expected the process to say ${text}, got ${stderr}`)));
      look();
    });
  };
  return { child, ended, says, said: () => stderr };
}

/** Runs `yfcc` to its end. */
export function yfcc(args: readonly string[], options: StartOptions = {}): Promise<Ended> {
  return startYfcc(args, options).ended;
}
