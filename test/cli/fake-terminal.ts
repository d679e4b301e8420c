/** A terminal, and a whole context for the command line, that remember what was written. */
import { EventEmitter } from 'node:events';
import type { CliContext } from '../../src/cli/context.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { main } from '../../src/cli/main.js';

/** Remembers what was written to it. */
/** Standard streams of bytes that a command under test does not use. */
export const NO_STREAMS = { stdin: noBytes, writeOut: () => Promise.resolve(true) };

async function* noBytes(): AsyncGenerator<Uint8Array> {}

export class FakeTerminal implements Terminal {
  readonly isTTY: boolean;
  readonly columns: number;
  text = '';

  constructor(isTTY = false, columns = 80) {
    this.isTTY = isTTY;
    this.columns = columns;
  }

  write(text: string): void {
    this.text += text;
  }
}

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Handlers of signals that are still there. */
  readonly handlers: number;
}

/** Runs a command of the command line in this process. */
export function runMain(...argv: readonly string[]): Promise<CommandResult> {
  return runMainWith(() => {}, argv);
}

/** The same; `hear` is told what the command writes to standard error, and can send it signals. */
export async function runMainWith(
  hear: (text: string, signals: EventEmitter) => void,
  argv: readonly string[],
): Promise<CommandResult> {
  const stdout = new FakeTerminal();
  const stderr = new FakeTerminal();
  const signals = new EventEmitter();
  const heard: Terminal = {
    write(text) {
      stderr.write(text);
      hear(text, signals);
    },
  };
  const context: CliContext = { ...NO_STREAMS, stdout, stderr: heard, signals, exitCode: 0 };
  const code = await main(argv, context);
  const handlers = signals.listenerCount('SIGINT') + signals.listenerCount('SIGTERM');
  return { code, stdout: stdout.text, stderr: stderr.text, handlers };
}
